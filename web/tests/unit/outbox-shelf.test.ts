import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as shelf from "../../src/outbox-shelf.ts";
import { outgoing } from "./build.ts";
import { PhoneStorage } from "./phone-storage.ts";

const FILE = { name: "a.jpg", media: "image/jpeg", size: 3, preview: "blob:x" };
const BYTES = new Uint8Array([1, 2, 3]).buffer;
const ids = async () => (await shelf.stored()).map((entry) => entry.client_message_id);

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("localStorage", new PhoneStorage());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("what was said comes back in the order in which it was said, whatever the phone's clock showed", async () => {
  await shelf.keep(outgoing("b", { at: "2026-11-22T11:00:00+08:00" }), null);
  await shelf.keep(outgoing("a", { at: "2026-11-22T09:00:00+08:00" }), null);
  expect(await ids()).toEqual(["b", "a"]);
});

test("kept again it keeps its place; how far it had gone is forgotten", async () => {
  const failure = { reason: "没发出去", canRetry: true, code: null };
  await shelf.keep(outgoing("a"), null);
  await shelf.keep(outgoing("b"), null);
  await shelf.keep(outgoing("a", { said: { text: "改了" }, state: "failed", failure }), null);
  expect(await shelf.stored()).toMatchObject([
    { client_message_id: "a", said: { text: "改了" }, state: "sending", failure: null },
    { client_message_id: "b" },
  ]);
});

test("a file is kept with its bytes, and without the picture that only this page could show", async () => {
  await shelf.keep(outgoing("a", { said: null, file: FILE }), BYTES);
  expect(await shelf.stored()).toMatchObject([{ said: null, file: { ...FILE, preview: null } }]);
  expect(await shelf.contentOf("a")).toEqual(BYTES);
});

test("dropped, nothing of it is left", async () => {
  await shelf.keep(outgoing("a", { said: null, file: FILE }), BYTES);
  await shelf.drop("a");
  expect(await ids()).toEqual([]);
  expect(await shelf.contentOf("a")).toBeNull();
});

test("what an older page kept beside the database is brought in, after a start", async () => {
  const storage = new PhoneStorage();
  vi.stubGlobal("localStorage", storage);
  const { client_message_id, said, label, at, afterSeq } = outgoing("旧");
  storage.setItem("zhangfang.outgoing.旧", JSON.stringify({ client_message_id, said, label, at, afterSeq, state: "failed", failure: { reason: "断网" } }));
  expect(await shelf.storedBefore()).toMatchObject([{ client_message_id: "旧", state: "sending", failure: null, order: 1 }]);
  expect(Object.keys(storage)).toEqual(["full"]);
});

test("without a database words are kept beside it, files are not", async () => {
  vi.stubGlobal("indexedDB", undefined);
  expect(await shelf.keep(outgoing("a"), null)).toBeNull();
  expect(await shelf.keep(outgoing("b", { said: null, file: FILE }), BYTES)).toBeNull();
  expect((await shelf.storedBefore()).map((entry) => entry.client_message_id)).toEqual(["a"]);
  await shelf.drop("a");
  expect(await shelf.storedBefore()).toEqual([]);
});

test("a database that refuses to open is as none", async () => {
  vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("not here", "SecurityError"); } });
  expect(await shelf.keep(outgoing("a"), null)).toBeNull();
  expect(await shelf.stored()).toEqual([]);
});
