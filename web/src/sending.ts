/** All that the merchant has said and the desk has not acknowledged: shown, kept on the phone, delivered. */

import type { Accepted, FileAccepted, Message, Said } from "./contract.ts";
import { Delivery } from "./delivery.ts";
import type { Key } from "./desk-call.ts";
import * as box from "./outbox.ts";
import * as shelf from "./outbox-shelf.ts";
import { phoneTime } from "./phone-time.ts";
import { previewOf } from "./picture-preview.ts";
import { randomId } from "./random-id.ts";
import { strings } from "./strings.ts";
import type { News, Tabs } from "./tabs.ts";
import { whyNot } from "./upload-check.ts";

/** The conversation that the words go into. */
export interface Addressee {
  key(): Key | null;
  messages(): readonly Message[];
  lastSeq(): number;
  /** To be on record before anything that is said. Throws a DeskError. */
  first(key: Key): Promise<void>;
  accepted(accepted: Accepted | FileAccepted): Promise<void>;
  refused(): void;
  /** A file was refused because the merchant has not agreed to files. */
  consentWanted(): void;
}

const CONSENT_NEEDED = "consent_needed";

export class Sending {
  /** On record, as the transcript shows, but the answer with the receipt was lost: sent again for it. */
  private owed: box.Outgoing[] = [];
  /** Being stored: not to be sent before that, so that the order holds. */
  private readonly storing = new Set<string>();
  /** Delivered or taken back, though the phone may not have taken it off its shelf yet. */
  private readonly gone = new Set<string>();
  /** Files that the phone could not store. */
  private readonly contents = new Map<string, ArrayBuffer>();
  private readonly delivery: Delivery;
  private queue: Promise<unknown> = Promise.resolve();

  /** `shown`: what the page draws from. */
  constructor(
    private readonly shown: { outbox: box.Outgoing[] },
    private readonly to: Addressee,
    private readonly tabs: Tabs,
  ) {
    this.delivery = new Delivery(
      {
        key: () => to.key(),
        next: () => this.next(),
        first: (key) => to.first(key),
        content: async (entry) => this.contents.get(entry.client_message_id) ?? shelf.contentOf(entry.client_message_id),
        contentGone: () => strings.fileGone,
        progress: (id, progress) => this.progress(id, progress),
        delivered: (accepted, id) => this.delivered(accepted, id),
        failed: (id, failure) => this.failed(id, failure),
        refused: () => to.refused(),
      },
      tabs,
    );
  }

  /** What was said on an earlier visit. */
  async load(): Promise<void> {
    this.take(await shelf.storedBefore());
    void this.delivery.deliver();
    for (const { client_message_id, file } of this.shown.outbox) {
      const bytes = file && (await shelf.contentOf(client_message_id));
      if (bytes) await this.preview(client_message_id, new Blob([bytes], { type: file.media }));
    }
  }

  post(said: Said, label: string): void {
    const entry = this.entry(said, label);
    this.shown.outbox = [...this.shown.outbox, entry];
    this.store(entry, async () => null);
  }

  /** Each is a message of its own. What the desk would refuse anyhow is shown with the reason, and not kept. */
  postFiles(files: readonly File[]): void {
    for (const file of files) {
      const { name, type, size } = file;
      const entry = { ...this.entry(null, name), file: { name, media: type, size, preview: null } };
      const reason = whyNot(file);
      this.shown.outbox = [...this.shown.outbox, entry];
      if (reason !== null) this.refuse(entry, reason);
      else {
        this.store(entry, () => file.arrayBuffer());
        void this.preview(entry.client_message_id, file);
      }
    }
  }

  /** All that waits is tried again, in order; and this one, whatever the reason was. */
  sendAgain(id: string): void {
    this.shown.outbox = box.change(this.shown.outbox, id, { state: "sending", failure: null, progress: 0 });
    this.tryAgain();
  }

  /** The network or the desk is back. */
  tryAgain(): void {
    this.shown.outbox = box.sendAllAgain(this.shown.outbox);
    this.owed = box.sendAllAgain(this.owed);
    this.tabs.tell({ kind: "tried again" });
    void this.delivery.deliver();
  }

  /** The merchant has agreed to files. */
  consented(): void {
    this.shown.outbox = box.tryRefused(this.shown.outbox, CONSENT_NEEDED);
    void this.delivery.deliver();
  }

  /** Takes back what was not delivered: words to be changed, or a file that is not to go. */
  drop(id: string): void {
    this.takeOff(id);
    this.delivery.abort(id);
  }

  /** What is on record now; what is owed for it is asked for when the page is next in touch with the desk. */
  settle(messages: readonly Message[]): void {
    const { pending, owed } = box.settle(this.shown.outbox, messages);
    if (owed.length === 0) return;
    this.shown.outbox = pending;
    owed.forEach(revoke);
    // Sending a whole file again is too dear for a receipt: the next message's vouches for it as well.
    for (const entry of owed) if (entry.said === null) this.takeOff(entry.client_message_id);
    this.owed = [...this.owed, ...owed.filter((entry) => entry.said !== null)];
  }

  deliver(): void {
    void this.delivery.deliver();
  }

  /** Nothing of the conversation stays to be sent. */
  forget(): void {
    for (const { client_message_id } of [...this.shown.outbox, ...this.owed]) this.drop(client_message_id);
  }

  /** Receipts of a conversation that the page has left. */
  forgetOwed(): void {
    for (const { client_message_id } of this.owed) this.drop(client_message_id);
  }

  /** In a new conversation: what can't go there is dropped. */
  carryOver(): void {
    this.forgetOwed();
    const carried = box.carriedOver(this.shown.outbox);
    const left = this.shown.outbox.filter((entry) => !carried.some((one) => one.client_message_id === entry.client_message_id));
    for (const { client_message_id } of left) this.drop(client_message_id);
    this.shown.outbox = carried;
    for (const entry of carried) if (entry.said !== null) this.store(entry, async () => null);
  }

  /** From another tab. */
  hear(news: News): void {
    if (news.kind === "outbox") void this.readAgain();
    if (news.kind === "tried again") {
      this.shown.outbox = box.sendAllAgain(this.shown.outbox);
      void this.delivery.deliver();
    }
    if (news.kind === "failed") this.shown.outbox = box.fail(this.shown.outbox, news.id, news.failure);
    if (news.kind === "progress") this.shown.outbox = box.change(this.shown.outbox, news.id, { progress: news.progress });
  }

  close(): void {
    this.delivery.close();
    this.shown.outbox.forEach(revoke);
  }

  private entry(said: Said | null, label: string): box.Outgoing {
    return {
      client_message_id: randomId(),
      said,
      label,
      at: phoneTime(new Date()),
      afterSeq: this.to.lastSeq(),
      order: null,
      state: "sending",
      failure: null,
      progress: 0,
    };
  }

  /** One after the other, so that they are stored in the order in which they were said. */
  private store(entry: box.Outgoing, content: () => Promise<ArrayBuffer | null>): void {
    const id = entry.client_message_id;
    this.storing.add(id);
    this.queue = this.queue.then(async () => {
      try {
        const bytes = await content();
        const order = await shelf.keep(entry, bytes);
        if (order === null && bytes) this.contents.set(id, bytes);
        this.shown.outbox = box.inOrder(box.change(this.shown.outbox, id, { order }));
        if (this.gone.has(id)) await shelf.drop(id);
      } catch {
        this.refuse(entry, strings.fileGone); // the phone gave no bytes: a file that lies elsewhere, or went
      } finally {
        this.storing.delete(id);
      }
      this.tabs.tell({ kind: "outbox" });
      void this.delivery.deliver();
    });
  }

  private refuse(entry: box.Outgoing, reason: string): void {
    const failure = { reason, canRetry: false, code: null };
    this.shown.outbox = box.fail(this.shown.outbox, entry.client_message_id, failure);
  }

  private async preview(id: string, file: Blob): Promise<void> {
    const preview = await previewOf(file);
    const entry = this.shown.outbox.find((one) => one.client_message_id === id);
    if (entry?.file) this.shown.outbox = box.change(this.shown.outbox, id, { file: { ...entry.file, preview } });
    else if (preview) URL.revokeObjectURL(preview);
  }

  private async next(): Promise<box.Outgoing | undefined> {
    await this.readAgain();
    const first = this.owed[0] ?? box.firstToGo(this.shown.outbox);
    return first && this.storing.has(first.client_message_id) ? undefined : first;
  }

  private async readAgain(): Promise<void> {
    this.take(await shelf.stored());
  }

  private take(stored: box.Outgoing[]): void {
    const isOurs = ({ client_message_id }: box.Outgoing) =>
      !this.gone.has(client_message_id) && !this.owed.some((entry) => entry.client_message_id === client_message_id);
    this.shown.outbox = box.broughtUpToDate(this.shown.outbox, stored.filter(isOurs));
    const isStored = ({ client_message_id }: box.Outgoing) =>
      stored.some((entry) => entry.client_message_id === client_message_id);
    this.owed = this.owed.filter((entry) => entry.order === null || isStored(entry));
    this.settle(this.to.messages());
    const underWay = this.delivery.current();
    if (underWay !== null && ![...this.shown.outbox, ...this.owed].some((entry) => entry.client_message_id === underWay)) {
      this.delivery.abort(underWay); // another tab has taken it back
    }
  }

  private async delivered(accepted: Accepted | FileAccepted, id: string): Promise<void> {
    await this.to.accepted(accepted);
    this.takeOff(id);
  }

  private failed(id: string, failure: box.Failure): void {
    this.shown.outbox = box.fail(this.shown.outbox, id, failure);
    this.tabs.tell({ kind: "failed", id, failure });
    if (failure.code === CONSENT_NEEDED) this.to.consentWanted();
    if (!failure.canRetry && this.owed.some((entry) => entry.client_message_id === id)) this.takeOff(id);
  }

  private progress(id: string, progress: number): void {
    this.shown.outbox = box.change(this.shown.outbox, id, { progress });
    this.tabs.tell({ kind: "progress", id, progress });
  }

  private takeOff(id: string): void {
    this.gone.add(id);
    this.shown.outbox.filter((entry) => entry.client_message_id === id).forEach(revoke);
    this.shown.outbox = box.without(this.shown.outbox, id);
    this.owed = box.without(this.owed, id);
    this.contents.delete(id);
    void shelf.drop(id).then(() => this.tabs.tell({ kind: "outbox" }));
  }
}

function revoke(entry: box.Outgoing): void {
  if (entry.file?.preview) URL.revokeObjectURL(entry.file.preview);
}
