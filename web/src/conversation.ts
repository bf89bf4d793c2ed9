/** One merchant's conversation: what is on the page, and what the merchant can do with it. */

import { reactive, readonly } from "vue";
import { openConversation, resume } from "./api.ts";
import type { CaseView, Choice, Message, Opened, Said } from "./contract.ts";
import { delivery } from "./delivery.ts";
import { DeskError, unreachable } from "./desk-error.ts";
import { errands } from "./errands.ts";
import { eraseAll } from "./evidence-api.ts";
import { Line } from "./line.ts";
import * as box from "./outbox.ts";
import { Patience } from "./patience.ts";
import { phoneTime } from "./phone-time.ts";
import { randomId } from "./random-id.ts";
import { dropReceipts, keepReceipt } from "./receipts.ts";
import { merchantRecord } from "./record.ts";
import * as shelf from "./shelf.ts";
import type { StreamEvent } from "./stream.ts";
import { strings } from "./strings.ts";
import { lastSeq, merge } from "./transcript.ts";

export interface Conversation {
  messages: Message[];
  outbox: box.Outgoing[];
  view: CaseView | null;
  typing: boolean;
  /** False until the history is there. */
  ready: boolean;
  away: boolean;
  replaces: shelf.Kept["replaces"];
  /** Of the conversation that was here before, if the merchant has erased it. */
  proof: shelf.Proof | null;
}

const NOTHING_YET = { messages: [], view: null, typing: false, ready: false };

export function useConversation() {
  const state = reactive<Conversation>({
    ...NOTHING_YET,
    outbox: shelf.loadOutbox(),
    away: false,
    replaces: null,
    proof: shelf.loadProof(),
  });
  const opening = new Patience();
  let kept: shelf.Kept | null = null;
  let line: Line | null = null;
  /** On record, as the transcript shows, but the answer with the receipt was lost: sent again for it. */
  let owed: box.Outgoing[] = [];
  let erasing = false;
  /** The conversation that was to be erased when the answer was lost: it may be gone. */
  let maybeErased: string | null = null;

  const deliver = delivery({
    key: () => kept,
    next: () => [...state.outbox, ...owed].find((entry) => entry.state === "sending"),
    delivered({ message, receipt }, id) {
      keepReceipt(kept!.id, receipt);
      drop(id);
      take([message]);
      line?.nudge();
    },
    failed(id, failure) {
      state.outbox = box.fail(state.outbox, id, failure);
      if (failure.canRetry) owed = box.fail(owed, id, failure);
      else if (owed.some((entry) => entry.client_message_id === id)) drop(id);
    },
    refused: startAgain,
  });

  async function start(): Promise<void> {
    const known = shelf.loadConversation();
    if (known) follow(known);
    else await open(null);
  }

  async function open(replaces: shelf.Kept["replaces"]): Promise<void> {
    const opened = await openedAtLast();
    if (!opened || kept) return;
    const { id, token, case_number, messages } = opened;
    keepAndFollow({ id, token, caseNumber: case_number, replaces });
    take(messages);
  }

  /** A new conversation, however long the network takes; null once another has been resumed. */
  async function openedAtLast(): Promise<Opened | null> {
    while (!kept) {
      try {
        return await openConversation();
      } catch {
        state.away = true;
        await opening.wait();
      }
    }
    return null;
  }

  /** Goes on with a conversation of another phone. Throws a DeskError in words for the merchant. */
  async function goOn(caseNumber: string, secret: string): Promise<void> {
    if (state.outbox.length) throw new DeskError("rejected", strings.unsentFirst);
    const { id, token, case_number } = await resume(caseNumber, secret);
    line?.close();
    forgetOwed();
    Object.assign(state, NOTHING_YET);
    keepAndFollow({ id, token, caseNumber: case_number, replaces: null });
    opening.nudge();
  }

  /**
   * Erases the conversation on the desk and on this phone, for good, and starts a new one. The line is
   * closed first: it would only learn that the token opens nothing. Throws a DeskError in words.
   */
  async function erase(secret: string | null): Promise<void> {
    const gone = kept;
    if (!gone || erasing) throw unreachable();
    erasing = true;
    line?.close();
    try {
      const { erased_at, receipt } = await eraseAll(gone, secret);
      forget(gone);
      state.proof = { erasedAt: erased_at, note: receipt.note };
      shelf.keepProof(state.proof);
    } catch (error) {
      if (mayHaveErased(error)) maybeErased = gone.id;
      follow(gone);
      throw error;
    } finally {
      erasing = false;
    }
    void open(null);
  }

  function forget(gone: shelf.Kept): void {
    kept = line = null;
    shelf.dropConversation();
    dropReceipts(gone.id);
    forgetOwed();
    for (const entry of state.outbox) shelf.dropOutgoing(entry.client_message_id);
    Object.assign(state, NOTHING_YET, { outbox: [], replaces: null });
  }

  function forgetOwed(): void {
    for (const entry of owed) shelf.dropOutgoing(entry.client_message_id);
    owed = [];
  }

  /** The merchant has the proof, or wants none. */
  function dropProof(): void {
    shelf.dropProof();
    state.proof = null;
  }

  function keepAndFollow(conversation: shelf.Kept): void {
    shelf.keepConversation(conversation);
    follow(conversation);
  }

  function follow(conversation: shelf.Kept): void {
    kept = conversation;
    state.replaces = conversation.replaces;
    line = new Line(conversation, {
      caughtUp,
      event: onEvent,
      away: () => (state.away = true),
      refused: startAgain,
    });
  }

  /** The token no longer opens the conversation: a new one, and the page says so. */
  function startAgain(): void {
    if (!kept || erasing) return;
    line?.close();
    if (kept.id === maybeErased) {
      forget(kept);
      return void open(null);
    }
    const lost = { caseNumber: kept.caseNumber };
    kept = line = null;
    forgetOwed();
    for (const entry of state.outbox) shelf.dropOutgoing(entry.client_message_id);
    const outbox = box.carriedOver(state.outbox);
    outbox.forEach(shelf.keepOutgoing);
    Object.assign(state, NOTHING_YET, { outbox });
    void open(lost);
  }

  function caughtUp(messages: Message[]): void {
    if (state.away) state.outbox = box.sendAllAgain(state.outbox);
    state.away = false;
    take(messages);
    owed = box.sendAllAgain(owed);
    void deliver();
  }

  function onEvent(event: StreamEvent): void {
    if (event.kind === "typing") state.typing = event.on;
    else if (event.kind === "case") takeCase(event.view);
    else {
      if (event.message.actor !== "merchant") state.typing = false;
      take([event.message]);
    }
  }

  function take(messages: Message[]): void {
    state.messages = merge(state.messages, messages);
    const settled = box.settle(state.outbox, messages);
    state.outbox = settled.pending;
    owed = [...owed, ...settled.owed];
    state.ready = true;
  }

  function takeCase(view: CaseView): void {
    state.view = view;
    if (!kept || !view.number || view.number === kept.caseNumber) return;
    kept.caseNumber = view.number;
    shelf.keepConversation(kept);
  }

  function say(text: string): void {
    post({ text: text.trim() }, text.trim());
  }

  function choose(choice: Choice): void {
    post({ choice: choice.id }, choice.label);
  }

  function post(said: Said, label: string): void {
    const entry: box.Outgoing = {
      client_message_id: randomId(),
      said,
      label,
      at: phoneTime(new Date()),
      afterSeq: lastSeq(state.messages),
      state: "sending",
      failure: null,
    };
    shelf.keepOutgoing(entry);
    state.outbox = [...state.outbox, entry];
    void deliver();
  }

  function sendAgain(id: string): void {
    state.outbox = box.sendAgain(state.outbox, id);
    void deliver();
  }

  /** Takes words that were not delivered back out of the conversation, to be changed. */
  function drop(id: string): void {
    state.outbox = box.without(state.outbox, id);
    owed = box.without(owed, id);
    shelf.dropOutgoing(id);
  }

  /** The network or the page is back. */
  function reconnect(): void {
    opening.nudge();
    line?.reconnect();
  }

  function offline(): void {
    state.away = true;
  }

  const shown = readonly(state) as Readonly<Conversation>;
  return {
    state: shown,
    errands: errands(() => kept),
    record: merchantRecord(() => kept, erase),
    start,
    goOn,
    dropProof,
    say,
    choose,
    sendAgain,
    drop,
    reconnect,
    offline,
  };
}

/** No answer came; or the browser asked again by itself, with a token that opened nothing by then. */
function mayHaveErased(error: unknown): boolean {
  return error instanceof DeskError && (error.said === null || error.code === "no_token");
}
