/** The page: takes a pack, has it verified, and shows the outcome. Nothing leaves it. */

import { fromUtf8, type Bytes } from "./bytes.ts";
import { receiptsIn } from "./check-receipts.ts";
import { element, english } from "./element.ts";
import { resultViews } from "./result-view.ts";
import { readVerifierKey } from "./signed-note.ts";
import { verify, type Given, type Report } from "./verify.ts";
import { verdict, words, type Said } from "./words.ts";
import type { Files } from "./zip.ts";

declare global {
  interface Window {
    /** What was found last; absent while a check runs. */
    zhangfangReport?: Pick<Report, "sound" | "failures"> & { found: object | null };
  }
}

/** What an operating system puts into a folder by itself. */
const LITTER = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|^__MACOSX\//;
const FINGERPRINT = /^[0-9a-f]{64}$/;

const byId = (id: string) => document.getElementById(id)!;
const chooser = byId("pack") as HTMLInputElement;
const folder = byId("folder") as HTMLInputElement;
const keyField = byId("key") as HTMLTextAreaElement;
const receiptsField = byId("receipts") as HTMLInputElement;

let pack: (() => Promise<Bytes | Files>) | null = null;
const given: Given = {};
let runs = 0;

chooser.addEventListener("change", () => {
  const file = chooser.files?.[0];
  if (file) take(() => bytesOf(file));
  chooser.value = ""; // choosing the same file again checks it again
});

folder.addEventListener("change", () => {
  const files = [...(folder.files ?? [])];
  if (files.length) take(() => filesOf(files));
  folder.value = "";
});

keyField.addEventListener("input", async () => {
  const typed = keyField.value.trim();
  const packed = typed.replace(/\s/g, "").toLowerCase();
  const isFingerprint = FINGERPRINT.test(packed);
  const isKey = !isFingerprint && (await readVerifierKey(typed)) !== null;
  const key = isFingerprint ? packed : isKey ? typed : undefined;
  tell("key-said", !typed ? null : key ? words.keyTaken : words.keyUnreadable);
  keyField.setAttribute("aria-invalid", String(Boolean(typed && !key)));
  if (given.key === key) return;
  given.key = key;
  await check();
});

receiptsField.addEventListener("change", async () => {
  const file = receiptsField.files?.[0];
  given.receipts = file ? receiptsIn(fromUtf8(await bytesOf(file)) ?? "?") : [];
  tell("receipts-said", file ? words.receiptsTaken(given.receipts.length) : null);
  await check();
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dragging");
});
document.addEventListener("dragleave", () => document.body.classList.remove("dragging"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dragging");
  const file = event.dataTransfer?.files[0];
  if (file) take(() => bytesOf(file));
});

function take(read: () => Promise<Bytes | Files>): void {
  pack = read;
  void check();
}

async function check(): Promise<void> {
  if (!pack) return;
  const run = ++runs;
  delete window.zhangfangReport;
  show("running", words.checking, null, []);
  await new Promise((painted) => setTimeout(painted, 30));
  try {
    const data = await pack();
    const report = await verify(data, given);
    if (run !== runs) return; // another pack was chosen meanwhile
    const { title, explained } = verdict(report.failures);
    const isZip = !(data instanceof Map);
    show(report.sound ? "sound" : "changed", title, explained, resultViews(report, { key: given.key, isZip }));
    window.zhangfangReport = summary(report);
  } catch (error) {
    show("changed", words.notFinished(String(error)), null, []);
    window.zhangfangReport = { sound: false, failures: [], found: null };
  }
}

function show(state: string, title: Said, explained: Said | null, views: HTMLElement[]): void {
  const box = byId("verdict");
  box.className = `verdict ${state}`;
  box.hidden = false;
  box.replaceChildren(
    element("h2", {}, title.zh, english(title)),
    ...(explained ? [element("p", {}, explained.zh, english(explained))] : []),
  );
  byId("details").replaceChildren(...views);
  if (state !== "running") box.scrollIntoView({ block: "start" });
}

function tell(id: string, said: Said | null): void {
  byId(id).replaceChildren(...(said ? [said.zh, english(said)] : []));
}

/** For programs that drive the page. */
function summary({ sound, failures, found }: Report): Window["zhangfangReport"] {
  return {
    sound,
    failures: failures.map(({ code, where }) => ({ code, where })),
    found: found && {
      files: found.files,
      events: found.lines.length,
      fingerprint: found.fingerprints.at(-1) ?? null,
      timestamps: found.stamps.map(({ size, at }) => ({ size, at })),
      cosignatures: found.cosigned,
      receipts: found.receipts,
    },
  };
}

async function bytesOf(file: File): Promise<Bytes> {
  return new Uint8Array(await file.arrayBuffer());
}

/** A chosen folder is the unpacked pack: paths are counted from it. */
async function filesOf(chosen: File[]): Promise<Files> {
  const files: Files = new Map();
  for (const file of chosen) {
    const path = file.webkitRelativePath.split("/").slice(1).join("/");
    if (!LITTER.test(path)) files.set(path, await bytesOf(file));
  }
  return files;
}
