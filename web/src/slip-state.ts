/** Whether what a slip was read to say has been dealt with. Pure. */

import type { CaseFact } from "./contract.ts";
import type { Outgoing } from "./outbox.ts";
import type { SaidLine } from "./timeline.ts";

type Seen = Pick<SaidLine, "slip" | "choices" | "seq">;
type Later = { seq: number; actor: string; text: string };

/**
 * Facts of the file are on record, or under way; or its quick replies were answered. `names`: what the
 * fields are called, as a line of the record begins that says such a fact (「金额：1288 元」).
 */
export function isSettled(
  line: Seen,
  messages: readonly Later[],
  outbox: readonly Pick<Outgoing, "said">[],
  known: readonly Pick<CaseFact, "file">[],
  names: readonly string[],
): boolean {
  const file = line.slip!.file;
  if (known.some((fact) => fact.file === file)) return true;
  if (outbox.some(({ said }) => said && "file" in said && said.file === file)) return true;
  const labels = line.choices.map((choice) => choice.label);
  const answers = messages.filter(({ seq, actor }) => actor === "merchant" && seq > (line.seq ?? 0));
  return answers.some(({ text }) => labels.includes(text) || saysFacts(text, names));
}

function saysFacts(text: string, names: readonly string[]): boolean {
  return text.split("\n").every((row) => names.some((name) => row.startsWith(`${name}：`)));
}
