/** The processes of the house that HOUSE_PID has started. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Ends the desk as a fault would: at once. The house starts another. */
export function killDesk(): void {
  const house = process.env.HOUSE_PID!;
  const children = readFileSync(`/proc/${house}/task/${house}/children`, "utf8").trim().split(" ");
  const desk = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").includes("zhangfang.cli desk"));
  if (!desk) throw new Error(`no child of ${house} is a desk`);
  execFileSync("kill", ["-9", desk]);
}
