import { expect, test } from "vitest";
import { utf8 } from "../../../verify/bytes.ts";
import { checkOpenings, type Line } from "../../../verify/check-events.ts";
import { INTERNAL, type Event } from "../../../verify/event.ts";
import { Failures } from "../../../verify/report.ts";

/** An agent's event whose content the pack does not show. */
function withheld(kind: string): Line {
  const event = { seq: 1, kind, actor: "agent", body: {}, sealed: { content: "0".repeat(64) } };
  return { hash: utf8(""), event: event as unknown as Event };
}

async function failuresOf(kind: string) {
  const failures = new Failures();
  await checkOpenings([withheld(kind)], new Map(), failures);
  return failures.inOrder();
}

test.each([...INTERNAL])("%s may be missing", async (kind) => {
  expect(await failuresOf(kind)).toEqual([]);
});

test.each(["message", "taken", "case_ended", "number_revealed", "notes", "Note", ""])("%s may not", async (kind) => {
  expect(await failuresOf(kind)).toEqual([{ code: "content_missing", where: "event 1", line: 0 }]);
});
