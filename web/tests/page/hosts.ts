/** Pages of others that embed the talk: a plain one, and some whose styles spoil whatever stands on them. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

const TALL = Array.from({ length: 60 }, (_, line) => `<p>第 ${line + 1} 行</p>`).join("");

export const HOSTILE: Record<string, string> = {
  "all styles unset": "* { all: unset } *, *::before, *::after { all: unset !important }",
  "hidden and tiny": "div, iframe, button { display: none !important; visibility: hidden !important; opacity: 0 !important; width: 1px !important; height: 1px !important }",
  "huge z-index": ".wall { position: fixed; inset: 0; z-index: 2147483647; background: #fdd }",
  "overflow hidden": "html, body { overflow: hidden; height: 100% } body { position: relative }",
  "turned and filtered": "html, body { transform: rotate(0.01deg); filter: grayscale(1); perspective: 100px; contain: paint }",
  "shouting": "* { font: 900 60px/3 fantasy !important; text-transform: uppercase !important; letter-spacing: 1em !important; color: red !important; direction: rtl !important; pointer-events: none !important }",
  "a policy of its own": "",
};

/** A server of the host's own, so on another origin than the desk. */
export class Host {
  url = "";
  private answer: { headers: Record<string, string>; body: string } = { headers: {}, body: "" };
  private readonly server = createServer((_, response) => response.writeHead(200, this.answer.headers).end(this.answer.body));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
    return this;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Opens its page, with the tag as docs/embed.md says. */
  async open(page: Page, desk: string, how: { css?: string; attributes?: string; policy?: string } = {}): Promise<void> {
    const { css = "", attributes = "", policy } = how;
    this.answer = {
      headers: { "Content-Type": "text/html; charset=utf-8", ...(policy ? { "Content-Security-Policy": policy } : {}) },
      body: `<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><title>小店</title>
        ${css ? `<style>${css}</style>` : ""}</head>
        <body><main><h1>小店后台</h1><a href="#x">一个链接</a><div class="wall"></div>${TALL}</main>
        <script src="${desk}embed.js" async ${attributes}></script></body></html>`,
    };
    await page.goto(this.url);
  }
}
