/** Runs all packs through the page; tests/evidence/test_browser.py compares what it says with verify.py. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cases, expect, folder, test, type Case, type Result } from "./opened-page.ts";

test("each pack gets a report", async ({ verifier }) => {
  test.setTimeout(600_000);
  const reports: Record<string, Result> = {};
  const asGiven = (one: Case) => one.key || one.receipts;
  for (const one of cases.filter(asGiven)) reports[one.name] = await verifier.verify(one);
  await verifier.open(); // the rest on one page: one pack leaves nothing behind for the next
  for (const one of cases.filter((one) => !asGiven(one))) reports[one.name] = await verifier.choose(one.file);
  writeFileSync(join(folder, "reports.json"), JSON.stringify(reports));
  expect(Object.keys(reports)).toHaveLength(cases.length);
});
