/** The evidence calls of the desk in memory. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { HiddenNumber } from "../../src/contract.ts";
import { receipt } from "../unit/build.ts";
import { attachment, body, json, refuse, type Refusal } from "./mock-answers.ts";

export const FINGERPRINT = "1a2b3c4d".repeat(8);

interface Opening {
  secret: string;
  reveal: string[];
}

export class MockEvidence {
  numbers: HiddenNumber[] = [];
  /** Empty as long as none was made. */
  secret = "";
  /** Of the next pack: how long it takes. */
  held: Promise<void> = Promise.resolve();
  /** Set to make the next calls of a kind fail. */
  failing: { pack?: Refusal; erase?: Refusal; eraseAnswer?: boolean } = {};
  opened: string[][] = [];

  constructor(private readonly onErased: () => void) {}

  /** False if the call is none of these. */
  async serve(route: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (route === "GET /conversations/c/numbers") json(response, 200, { numbers: this.numbers });
    else if (route === "GET /conversations/c/pack") await this.pack(response);
    else if (route === "POST /conversations/c/pack") this.openedPack(await read<Opening>(request), response);
    else if (route === "POST /conversations/c/erase") {
      this.erase(await read<{ secret?: string }>(request), request, response);
    } else return false;
    return true;
  }

  /** Open to everybody. */
  log(response: ServerResponse): void {
    json(response, 200, { origin: "example", fingerprint: FINGERPRINT });
  }

  private async pack(response: ServerResponse): Promise<void> {
    await this.held;
    if (this.failing.pack) return refuse(response, ...this.failing.pack);
    attachment(response, "账房证据包.zip", "zhangfang-evidence.zip", "masked");
  }

  private openedPack({ secret, reveal }: Opening, response: ServerResponse): void {
    if (this.failing.pack) return refuse(response, ...this.failing.pack);
    if (!this.secret) return refuse(response, 409, "这件事还没有口令。", "no_secret");
    if (secret !== this.secret) return refuse(response, 403, "口令不对。", "wrong_secret");
    this.opened.push(reveal);
    attachment(response, "账房证据包-含号码.zip", "zhangfang-evidence-opened.zip", "opened");
  }

  private erase({ secret }: { secret?: string }, request: IncomingMessage, response: ServerResponse): void {
    if (this.failing.erase) return refuse(response, ...this.failing.erase);
    if (this.secret && !secret) return refuse(response, 403, "要删除得先输口令。", "secret_wanted");
    if (secret && secret !== this.secret) return refuse(response, 403, "口令不对。", "wrong_secret");
    this.onErased();
    if (this.failing.eraseAnswer) request.socket.destroy();
    else json(response, 200, { erased_at: "2026-11-22T10:00:00+08:00", receipt: receipt(99) });
  }
}

async function read<T>(request: IncomingMessage): Promise<T> {
  return JSON.parse(await body(request)) as T;
}
