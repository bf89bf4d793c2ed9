/** The checks as a reader sees them: a dozen lines, each holding or not. */

import { ANCHORS, EVENTS, OPENINGS, PACK, PROOF, SYSTEM } from "./pack.ts";
import type { Code, Failure } from "./report.ts";
import type { Found } from "./verify.ts";
import type { Said } from "./words.ts";

export type Outcome = "holds" | "fails" | "unknown" | "absent";

export interface Check {
  what: Said;
  outcome: Outcome;
}

interface Line {
  what: Said;
  codes: Code[];
  /** Files without which it cannot be made. */
  needs?: string[];
  count?: number;
}

export function checks(found: Found, failures: readonly Failure[], isZip: boolean): Check[] {
  return linesOf(found, isZip).map(({ what, codes, needs = [], count }) => {
    const isUnreadable = failures.some(({ code, where }) => code === "pack_unreadable" && needs.includes(where));
    if (failures.some(({ code }) => codes.includes(code))) return { what, outcome: "fails" };
    if (isUnreadable) return { what, outcome: "unknown" };
    return { what, outcome: count === 0 ? "absent" : "holds" };
  });
}

function linesOf(found: Found, isZip: boolean): Line[] {
  const { files, lines, system, anchors, stamps, cosigned, receipts } = found;
  const lists: Line[] = [
    {
      what: { zh: `${files} 个文件的大小、SHA-256 和 SM3`, en: `Size, SHA-256 and SM3 of ${files} files` },
      codes: ["file_missing", "file_changed", "file_added"],
    },
    { what: { zh: "清单的封条", en: "The seal on the manifest" }, codes: ["seal_wrong", "key_unexpected"], needs: [PACK] },
    {
      what: { zh: `${lines.length} 条记录的次序，每条接着前一条`, en: `Order of ${lines.length} events, each continuing the one before` },
      codes: ["event_unreadable", "event_out_of_order", "chain_broken", "events_missing"],
      needs: [PACK, EVENTS],
    },
    {
      what: { zh: "说过的话和当时记下的一致", en: "What was said is what was recorded" },
      codes: ["opening_wrong", "content_missing"],
      needs: [OPENINGS],
    },
    {
      what: { zh: "检查点的签名，最后一条在日志里", en: "The checkpoint's signature, and the last event in its log" },
      codes: ["checkpoint_unreadable", "signature_wrong", "proof_wrong"],
      needs: [PACK, PROOF],
    },
    { what: { zh: "收到的文件", en: "Files received" }, codes: ["attachment_wrong"], needs: [OPENINGS], count: attachments(found) },
    {
      what: { zh: `系统记录 ${system} 条`, en: `${system} system events` },
      codes: ["system_event_wrong"],
      needs: [SYSTEM, PROOF],
      count: system,
    },
    {
      what: { zh: `更早的检查点 ${anchors} 个，日志只增不改`, en: `${anchors} earlier checkpoints: the log only grew` },
      codes: ["anchor_wrong"],
      needs: [PACK, ANCHORS, PROOF],
      count: anchors,
    },
    { what: { zh: "第三方时间戳", en: "Time stamps" }, codes: ["timestamp_wrong"], needs: [PACK, ANCHORS], count: stamps.length },
    { what: { zh: "见证人的签名", en: "Witnesses" }, codes: ["cosignature_wrong"], needs: [PACK, ANCHORS], count: cosigned.length },
    { what: { zh: "你给的回执", en: "Receipts that you gave" }, codes: ["receipt_wrong"], needs: [PACK], count: receipts },
  ];
  const container: Line = { what: { zh: "压缩包的每个字节", en: "Each byte of the zip" }, codes: ["container_changed"] };
  return isZip ? [container, ...lists] : lists;
}

function attachments({ lines }: Found): number {
  return lines.filter(({ event }) => event?.kind === "file").length;
}
