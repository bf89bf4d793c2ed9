/** Signing in and out of the desk in memory. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Me } from "../../src/api-types.ts";
import { body, json, refuse } from "../page/mock-answers.ts";
import { ME } from "./build-talks.ts";

export const PASSWORD = "correct horse battery";
export const CODE = "246810";
export const CODES = ["K7YM-4PX2", "8N3P-W2QK", "Q4RT-9HJD", "M2VX-6BCF"];

const QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h3v3H0zM6 0h3v3H6zM0 6h3v3H0zM4 4h2v2H4z"/></svg>';

export class MockSession {
  /** Who is signed in. */
  me: Me | null = null;
  account: Me = me();
  /** What a sign-in is asked for besides the password. */
  codeWanted = false;
  company: string | null = null;
  /** Set to lock everybody out, in seconds. */
  locked = 0;
  /** Every call that came with a wrong token. */
  forged: string[] = [];

  async serve(route: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (route === "GET /agent/sign-in") return done(response, { oidc: this.company });
    if (route === "POST /agent/sign-in") return this.signIn(JSON.parse(await body(request)), response);
    if (!this.me) return no(response, 401, "还没登录，或者登录过期了。请重新登录。", "not_signed_in");
    if (request.method !== "GET" && request.headers["x-csrf-token"] !== this.me.csrf) {
      this.forged.push(route);
      return no(response, 403, "这个请求不是从工作台页面发出的。请刷新页面再试。", "forged");
    }
    if (route === "GET /agent/session") return done(response, this.me);
    if (route === "POST /agent/sign-out") {
      this.me = null;
      return empty(response);
    }
    if (route === "POST /agent/password") return this.changePassword(JSON.parse(await body(request)), response);
    if (route === "POST /agent/totp") return done(response, { secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x", qr: QR });
    if (route === "POST /agent/totp/confirm") return this.confirm(JSON.parse(await body(request)), response);
    if (route === "POST /agent/recovery-codes") return done(response, { codes: CODES });
    if (this.me.must) {
      json(response, 403, { error: { code: "must_first", message: "先做该做的。", must: this.me.must } });
      return true;
    }
    return false;
  }

  private signIn(said: { name: string; password: string; code: string | null }, response: ServerResponse): boolean {
    if (this.locked) {
      response.setHeader("Retry-After", String(this.locked));
      return no(response, 429, "试错的次数太多了。请过 15 分钟再试。", "too_many_tries");
    }
    const known = said.name === this.account.name && said.password === PASSWORD;
    if (known && this.codeWanted && said.code === null) return no(response, 401, "请输入验证器上的 6 位验证码，或者一个恢复码。", "code_wanted");
    if (!known || (this.codeWanted && said.code !== CODE && !CODES.includes(said.code!))) {
      return no(response, 401, "名字、密码或者验证码不对。请再输一遍。", "wrong_sign_in");
    }
    this.me = this.account;
    return done(response, this.me);
  }

  private changePassword(said: { current: string }, response: ServerResponse): boolean {
    if (said.current !== PASSWORD) return no(response, 401, "名字、密码或者验证码不对。请再输一遍。", "wrong_sign_in");
    this.me = this.account = { ...this.me!, must: this.me!.totp ? null : this.account.must === "change_password" ? null : this.account.must };
    return empty(response);
  }

  private confirm(said: { code: string }, response: ServerResponse): boolean {
    if (said.code !== CODE) return no(response, 401, "名字、密码或者验证码不对。请再输一遍。", "wrong_sign_in");
    this.me = this.account = { ...this.me!, totp: true, must: null, recovery_codes_left: CODES.length };
    return done(response, { codes: CODES });
  }
}

export function me(more: Partial<Me> = {}): Me {
  const until = new Date(Date.now() + 8 * 3_600_000).toISOString();
  return { ...ME, role: "agent", csrf: "token-1", must: null, totp: false, recovery_codes_left: 0, idle_minutes: 30, until, ...more };
}

function done(response: ServerResponse, value: unknown): boolean {
  json(response, 200, value);
  return true;
}

function empty(response: ServerResponse): boolean {
  response.writeHead(204).end();
  return true;
}

function no(response: ServerResponse, status: number, message: string, code: string): boolean {
  refuse(response, status, message, code);
  return true;
}
