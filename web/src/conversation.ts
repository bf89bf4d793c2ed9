/** One merchant's conversation: what is on the page, and what the merchant can do with it. */

import { reactive, readonly } from "vue";
import { openConversation, resume } from "./api.ts";
import { Consenting } from "./consent.ts";
import type { CaseView, Choice, Consent, Message, Receipt } from "./contract.ts";
import { deedsOf } from "./deeds.ts";
import { DeskError, unreachable } from "./desk-error.ts";
import { errands } from "./errands.ts";
import { eraseAll } from "./evidence-api.ts";
import { Line } from "./line.ts";
import type { Outgoing } from "./outbox.ts";
import { Patience } from "./patience.ts";
import { Pictures } from "./pictures.ts";
import { dropReceipts, keepReceipt, moveReceiptsIn } from "./receipts.ts";
import { merchantRecord } from "./record.ts";
import { Sending } from "./sending.ts";
import * as shelf from "./shelf.ts";
import type { StreamEvent, Typing } from "./stream.ts";
import { strings } from "./strings.ts";
import { Tabs, type News } from "./tabs.ts";
import { lastSeq, merge, withRecalls } from "./transcript.ts";
import { noticeReturns } from "./waking.ts";

export interface Conversation {
  /** With recalls applied: what was recalled stands there empty. */
  messages: Message[];
  outbox: Outgoing[];
  view: CaseView | null;
  typing: Typing;
  /** False until the history is there. */
  ready: boolean;
  away: boolean;
  replaces: shelf.Kept["replaces"];
  /** Of the conversation that was here before, if the merchant has erased it. */
  proof: shelf.Proof | null;
  /** Null as long as it is not known. */
  consent: Consent | null;
}

const NOTHING_YET = { messages: [], view: null, typing: null as Typing, ready: false };

export function useConversation() {
  const state = reactive<Conversation>({
    ...NOTHING_YET,
    outbox: [],
    away: false,
    replaces: null,
    proof: shelf.loadProof(),
    consent: null,
  });
  const opening = new Patience();
  let kept: shelf.Kept | null = null;
  let line: Line | null = null;
  /** As the desk gave them, with the marks of recalls. */
  let transcript: Message[] = [];
  let erasing = false;
  let left = false;
  let stopNoticing = () => {};

  const tabs = new Tabs(hear);
  const key = () => kept;
  const consenting = new Consenting(state, key, tabs);
  const pictures = new Pictures(key);
  const sending = new Sending(
    state,
    {
      key,
      messages: () => transcript,
      lastSeq: () => lastSeq(transcript),
      first: (to) => consenting.first(to),
      accepted,
      refused: startAgain,
      consentWanted: () => void consenting.readAgain(),
    },
    tabs,
  );
  const deeds = deedsOf({ key, sending, consenting, pictures, accepted });

  /** Goes on with the conversation of this phone; opens the first one when somebody is there to talk: `wanted`. */
  async function start(wanted: Promise<void> = Promise.resolve()): Promise<void> {
    stopNoticing = noticeReturns({ back: reconnect, offline, putAway: () => line?.rest() });
    void moveReceiptsIn();
    const known = shelf.loadConversation();
    if (known) follow(known);
    else void wanted.then(() => open(null, null));
    await sending.load();
  }

  /** The page is not needed any more. */
  function leave(): void {
    left = true;
    stopNoticing();
    line?.close();
    sending.close();
    pictures.forget();
    tabs.close();
    opening.nudge();
  }

  /**
   * A new conversation, however long the network takes, unless another tab has opened one meanwhile or one was
   * resumed. `lost`: the token that opens nothing any more.
   */
  async function open(replaces: shelf.Kept["replaces"], lost: string | null): Promise<void> {
    while (!kept && !left) {
      try {
        return await tabs.alone("opening", () => openOrFollow(replaces, lost));
      } catch {
        state.away = true;
        await opening.wait();
      }
    }
  }

  async function openOrFollow(replaces: shelf.Kept["replaces"], lost: string | null): Promise<void> {
    if (await followTheOtherTab(lost)) return;
    const { id, token, case_number, messages } = await openConversation();
    if (await followTheOtherTab(lost)) return;
    const opened = { id, token, caseNumber: case_number, replaces };
    follow(opened);
    take(messages);
    await shelf.keepConversation(opened);
    tabs.tell({ kind: "conversation", kept: opened });
  }

  /** True if there is no need to open one. */
  async function followTheOtherTab(lost: string | null): Promise<boolean> {
    const known = await shelf.sharedConversation();
    if (!kept && known && known.token !== lost) follow(known);
    return kept !== null;
  }

  /** Goes on with a conversation of another phone. Throws a DeskError in words for the merchant. */
  async function goOn(caseNumber: string, secret: string): Promise<void> {
    if (state.outbox.length) throw new DeskError("rejected", strings.unsentFirst);
    const { id, token, case_number } = await resume(caseNumber, secret);
    const resumed = { id, token, caseNumber: case_number, replaces: null };
    turnTo(resumed);
    opening.nudge();
    await shelf.keepConversation(resumed);
    tabs.tell({ kind: "conversation", kept: resumed });
  }

  /** Another conversation takes the place of the one on the page. */
  function turnTo(conversation: shelf.Kept): void {
    line?.close();
    sending.forgetOwed();
    clear();
    follow(conversation);
  }

  /**
   * Erases the conversation on the desk and on this phone, for good, and starts a new one. The line is
   * closed first: it would only learn that the token opens nothing. Throws a DeskError in words.
   */
  async function erase(secret: string | null): Promise<void> {
    const gone = kept;
    if (!gone || erasing) throw unreachable();
    erasing = true;
    shelf.keepErasing(gone.token);
    line?.close();
    try {
      const { erased_at, receipt } = await eraseAll(gone, secret);
      state.proof = { erasedAt: erased_at, note: receipt.note };
      shelf.keepProof(state.proof);
      forget(gone);
      tabs.tell({ kind: "conversation", kept: null });
      tabs.tell({ kind: "proof", proof: shelf.loadProof() });
    } catch (error) {
      if (!mayHaveErased(error)) shelf.dropErasing();
      follow(gone);
      throw error;
    } finally {
      erasing = false;
    }
    void open(null, null);
  }

  function forget(gone: shelf.Kept): void {
    kept = line = null;
    void shelf.dropConversation(gone.token);
    shelf.dropErasing();
    void dropReceipts(gone.id);
    sending.forget();
    consenting.forget();
    clear();
    state.replaces = null;
  }

  function clear(): void {
    transcript = [];
    pictures.forget();
    Object.assign(state, NOTHING_YET);
  }

  /** The merchant has the proof, or wants none. */
  function dropProof(): void {
    shelf.dropProof();
    state.proof = null;
    tabs.tell({ kind: "proof", proof: null });
  }

  function follow(conversation: shelf.Kept): void {
    kept = conversation;
    state.replaces = conversation.replaces;
    consenting.readKept();
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
    const lost = kept;
    if (shelf.isErasing(lost.token)) {
      forget(lost);
      return void open(null, lost.token);
    }
    kept = line = null;
    sending.carryOver();
    clear();
    void open({ caseNumber: lost.caseNumber }, lost.token);
  }

  /** What another tab has opened, resumed or erased is so here. */
  function goWithTheOtherTab(now: shelf.Kept | null): void {
    if (!kept) return opening.nudge();
    if (erasing || now?.token === kept.token) return;
    if (now) return turnTo(now);
    const gone = kept;
    line?.close();
    forget(gone);
    void open(null, gone.token);
  }

  function hear(news: News): void {
    if (news.kind === "conversation") goWithTheOtherTab(news.kept);
    else if (news.kind === "accepted") {
      if (news.conversation === kept?.id) take([news.message]);
    } else if (news.kind === "proof") state.proof = news.proof;
    else if (news.kind === "consent") consenting.hear(news.consent);
    else sending.hear(news);
  }

  async function accepted({ message, receipt }: { message: Message; receipt: Receipt }): Promise<void> {
    if (!kept) return;
    take([message]);
    line?.expect(message.seq);
    tabs.tell({ kind: "accepted", conversation: kept.id, message });
    await keepReceipt(kept.id, receipt);
  }

  function caughtUp(messages: Message[]): void {
    const wasAway = state.away;
    state.away = false;
    take(messages);
    if (wasAway) sending.tryAgain();
    else sending.deliver();
    void consenting.known().catch(() => {});
    deeds.inTouch();
  }

  function onEvent(event: StreamEvent): void {
    if (event.kind === "typing") state.typing = event.who;
    else if (event.kind === "case") takeCase(event.view);
    else {
      if (event.message.actor !== "merchant") state.typing = null;
      take([event.message]);
    }
  }

  function take(messages: Message[]): void {
    transcript = merge(transcript, messages);
    state.messages = withRecalls(transcript);
    state.ready = true;
    sending.settle(messages);
  }

  function takeCase(view: CaseView): void {
    state.view = view;
    if (!kept || !view.number || view.number === kept.caseNumber) return;
    kept.caseNumber = view.number;
    if (shelf.loadConversation()?.token === kept.token) void shelf.keepConversation(kept);
  }

  /** `quotes`: the seq of what is quoted. */
  function say(text: string, quotes?: number): void {
    const words = text.trim();
    sending.post(quotes === undefined ? { text: words } : { text: words, quotes }, words);
  }

  function choose(choice: Choice): void {
    sending.post({ choice: choice.id }, choice.label);
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
    errands: errands(key),
    record: merchantRecord(key, erase),
    deeds: deeds.deeds,
    start,
    leave,
    goOn,
    dropProof,
    say,
    choose,
    sendFiles: deeds.deeds.sendFiles,
    sendAgain: (id: string) => sending.sendAgain(id),
    drop: (id: string) => sending.drop(id),
    reconnect,
    offline,
  };
}

/** No answer came; or the browser asked again by itself, with a token that opened nothing by then. */
function mayHaveErased(error: unknown): boolean {
  return error instanceof DeskError && (error.said === null || error.code === "no_token");
}
