/** One merchant's conversation: what is on the page, and what the merchant can do with it. */

import { reactive, readonly } from "vue";
import { openConversation, resume } from "./api.ts";
import type { CaseView, Choice, Message, Opened, Said } from "./contract.ts";
import { delivery } from "./delivery.ts";
import { DeskError } from "./desk-error.ts";
import { errands } from "./errands.ts";
import { Line } from "./line.ts";
import * as box from "./outbox.ts";
import { Patience } from "./patience.ts";
import { randomId } from "./random-id.ts";
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
}

const NOTHING_YET = { messages: [], view: null, typing: false, ready: false };

export function useConversation() {
  const state = reactive<Conversation>({
    ...NOTHING_YET,
    outbox: shelf.loadOutbox(),
    away: false,
    replaces: null,
  });
  const opening = new Patience();
  let kept: shelf.Kept | null = null;
  let line: Line | null = null;

  const deliver = delivery({
    key: () => kept,
    next: () => state.outbox.find((entry) => entry.state === "sending"),
    delivered(message, id) {
      drop(id);
      take([message]);
      line?.nudge();
    },
    failed(id, failure) {
      state.outbox = box.fail(state.outbox, id, failure);
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
    Object.assign(state, NOTHING_YET);
    keepAndFollow({ id, token, caseNumber: case_number, replaces: null });
    opening.nudge();
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
    if (!kept) return;
    const lost = { caseNumber: kept.caseNumber };
    line?.close();
    kept = line = null;
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
    const outbox = box.unsettled(state.outbox, messages);
    for (const entry of state.outbox) {
      if (!outbox.includes(entry)) shelf.dropOutgoing(entry.client_message_id);
    }
    state.outbox = outbox;
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
      at: new Date().toISOString(),
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
    start,
    goOn,
    say,
    choose,
    sendAgain,
    drop,
    reconnect,
    offline,
  };
}
