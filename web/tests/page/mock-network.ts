/** The network between the page and the desk in memory, and the ways it breaks. */

import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * - reset: every connection is broken off, and none can be made
 * - torn: the same, in the middle of an event
 * - ended: streams end as they should, and no new one or other call gets through
 * - hung: connections are taken and nothing is ever answered; when it is over they break off
 * - errors: something in between answers for the desk, in HTML
 */
export const CUTS = ["reset", "torn", "ended", "hung", "errors"] as const;
export type Cut = (typeof CUTS)[number];

export class MockNetwork {
  readonly streams = new Set<ServerResponse>();
  private cut: Cut | null = null;
  private readonly hanging = new Set<IncomingMessage>();

  /** True if the request went no further. */
  swallows(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.cut === null) return false;
    if (this.cut === "errors") response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad Gateway</h1>");
    else if (this.cut === "hung") this.hanging.add(request);
    else request.socket.destroy();
    return true;
  }

  begin(cut: Cut): void {
    this.cut = cut;
    for (const stream of this.streams) {
      if (cut === "torn") stream.write('event: message\nid: 999999\ndata: {"seq": 9', () => stream.destroy());
      else if (cut === "ended") stream.end();
      else if (cut !== "hung") stream.destroy();
    }
    if (cut !== "hung") this.streams.clear();
  }

  end(): void {
    if (this.cut === "hung") {
      for (const request of this.hanging) request.socket.destroy();
      for (const stream of this.streams) stream.destroy();
      this.hanging.clear();
      this.streams.clear();
    }
    this.cut = null;
  }

  /** To whoever listens; while connections hang it gets nowhere. */
  emit(event: string, data: unknown, id?: number): void {
    if (this.cut === "hung") return;
    const text = `event: ${event}\n${id ? `id: ${id}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.streams) stream.write(text);
  }

  listen(response: ServerResponse): void {
    this.streams.add(response);
    response.on("close", () => this.streams.delete(response));
  }

  dropStreams(): void {
    for (const stream of this.streams) stream.destroy();
  }
}
