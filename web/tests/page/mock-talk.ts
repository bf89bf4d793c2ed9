/** Consent, rating, and who writes: the calls of the desk in memory that are no words in a conversation. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Consent, Rating, Texts } from "../../src/contract.ts";
import { body, json, refuse, type Refusal } from "./mock-answers.ts";
import { TEXTS } from "./mock-texts.ts";

export class MockTalk {
  texts: Texts = TEXTS;
  /** Null for a merchant who has not agreed to anything. */
  consent: Consent | null = { at: "2026-11-22T09:00:00+08:00", version: TEXTS.consent.version, sensitive: true };
  ratings: Rating[] = [];
  identities: string[] = [];
  /** Set to make the next calls of a kind fail. */
  failing: { consent?: Refusal; rating?: Refusal; identity?: Refusal } = {};

  /** False if the call is none of these. */
  async serve(route: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (route === "GET /conversations/c/consent") {
      json(response, 200, this.consent ?? { at: null, version: null, sensitive: null });
    } else if (route === "POST /conversations/c/consent") this.agree(await read(request), response);
    else if (route === "POST /conversations/c/rating") this.rate(await read(request), response);
    else if (route === "POST /conversations/c/identity") this.identify(await read(request), response);
    else return false;
    return true;
  }

  private agree(agreed: { version: string; sensitive: boolean }, response: ServerResponse): void {
    if (this.failing.consent) return refuse(response, ...this.failing.consent);
    this.consent = { at: "2026-11-22T10:00:00+08:00", ...agreed };
    json(response, 201, this.consent);
  }

  private rate(rating: Rating, response: ServerResponse): void {
    if (this.failing.rating) return refuse(response, ...this.failing.rating);
    if (this.ratings.length) return refuse(response, 409, "这件事已经评过了。", "rated_before");
    this.ratings.push(rating);
    json(response, 201, {});
  }

  private identify({ token }: { token: string }, response: ServerResponse): void {
    if (this.failing.identity) return refuse(response, ...this.failing.identity);
    this.identities.push(token);
    json(response, 201, { id: "m1", name: "老张" });
  }
}

async function read<T>(request: IncomingMessage): Promise<T> {
  return JSON.parse(await body(request)) as T;
}
