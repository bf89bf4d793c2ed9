/** Runs all packs through the page; tests/evidence/test_browser.py compares what it says with verify.py. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cases, expect, folder, test, type Result } from "./opened-page.ts";

test("each pack gets a report", async ({ verifier }) => {
  test.setTimeout(600_000);
  const reports: Record<string, Result> = {};
  for (const one of cases) reports[one.name] = await verifier.verify(one);
  writeFileSync(join(folder, "reports.json"), JSON.stringify(reports));
  expect(Object.keys(reports)).toHaveLength(cases.length);
});
