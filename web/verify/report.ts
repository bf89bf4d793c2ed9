/** What a verifier says: every failure as a code and a place, in the order of the format's table. */

/** Rows of docs/evidence-format.md, 5. Codes of one row are told in the order in which they were met. */
const ROWS = [
  ["not_a_pack"],
  ["container_changed"],
  ["manifest_unreadable"],
  ["file_missing", "file_changed"],
  ["file_added"],
  ["seal_wrong"],
  ["pack_unreadable"],
  ["key_unexpected"],
  ["event_unreadable"],
  ["event_out_of_order"],
  ["chain_broken"],
  ["events_missing"],
  ["opening_wrong"],
  ["content_missing"],
  ["checkpoint_unreadable"],
  ["signature_wrong"],
  ["proof_wrong"],
  ["attachment_wrong"],
  ["system_event_wrong"],
  ["anchor_wrong"],
  ["timestamp_wrong"],
  ["cosignature_wrong"],
  ["receipt_wrong"],
] as const;

export type Code = (typeof ROWS)[number][number];

export interface Failure {
  code: Code;
  where: string;
  /** Which line of the transcript it is about, from 0, where it is about one. */
  line?: number;
}

export class Failures {
  private readonly found: Failure[] = [];

  add(code: Code, where: string, line?: number): void {
    if (this.found.some((one) => one.code === code && one.where === where)) return;
    this.found.push(line === undefined ? { code, where } : { code, where, line });
  }

  inOrder(): Failure[] {
    const row = ({ code }: Failure) => ROWS.findIndex((codes) => (codes as readonly Code[]).includes(code));
    return [...this.found].sort((one, other) => row(one) - row(other));
  }
}
