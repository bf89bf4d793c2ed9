import { beforeEach, expect, test, vi } from "vitest";
import { effectScope, nextTick, reactive } from "vue";
import type { Card } from "../../../src/api-types.ts";
import { useShownCard, type Wanted } from "../../../src/console/card/shown-card.ts";
import { readCard, unread } from "../../console/mock-card.ts";

interface Call {
  seq: number;
  signal: AbortSignal;
  answer: (card: Card) => void;
  fail: (error: Error) => void;
}

const calls: Call[] = [];

vi.mock("../../../src/console/card/card-calls.ts", () => ({
  cardOf: (_: string, seq: number, signal: AbortSignal) =>
    new Promise<Card>((answer, fail) => calls.push({ seq, signal, answer, fail })),
}));

beforeEach(() => void calls.splice(0));

function make(more: Partial<Wanted> = {}) {
  const wanted = reactive<Wanted>({ conversation: "c1", seq: null, latest: 3, standing: 0, ...more });
  const desk = { busy: false };
  const shown = effectScope().run(() => useShownCard(wanted, () => desk.busy))!;
  return { wanted, desk, ...shown };
}

async function answer(card: Card): Promise<void> {
  calls.at(-1)!.answer(card);
  await new Promise((done) => setTimeout(done));
}

test("the merchant's latest message is read at first, and each that comes after it", async () => {
  const { wanted, card } = make();
  await answer(readCard(3));
  expect(card.value!.seq).toBe(3);
  wanted.latest = 5;
  await nextTick();
  expect(card.value!.seq).toBe(3); // stays until the next one is there
  await answer(readCard(5));
  expect(card.value!.seq).toBe(5);
});

test("what is new waits while somebody is in the card, until they leave it", async () => {
  const { wanted, desk, card, newer, settle } = make();
  await answer(readCard(3));
  desk.busy = true;
  wanted.latest = 5;
  await nextTick();
  expect(calls).toHaveLength(1);
  expect(newer.value).toBe(true);
  settle();
  expect(calls).toHaveLength(1);
  desk.busy = false;
  settle();
  await answer(readCard(5));
  expect(card.value!.seq).toBe(5);
  expect(newer.value).toBe(false);
});

test("one that was not read yet is looked at again as soon as something changes, whoever is there", async () => {
  const { wanted, desk, card } = make();
  await answer(unread(3));
  desk.busy = true;
  wanted.standing++;
  await nextTick();
  await answer(readCard(3));
  expect(card.value!.read).toBe(true);
});

test("a message that was picked stays when others come", async () => {
  const { wanted, card } = make({ seq: 3 });
  await answer(readCard(3));
  wanted.latest = 9;
  await nextTick();
  expect(calls).toHaveLength(1);
  expect(card.value!.seq).toBe(3);
});

test("only the answer to what was asked last counts", async () => {
  const { wanted, card } = make();
  wanted.latest = 5;
  await nextTick();
  expect(calls[0]!.signal.aborted).toBe(true);
  await answer(readCard(5));
  calls[0]!.answer(readCard(3));
  await nextTick();
  expect(card.value!.seq).toBe(5);
});

test("another conversation begins with nothing of the one before", async () => {
  const { wanted, card } = make();
  await answer(readCard(3));
  Object.assign(wanted, { conversation: "c2", latest: 2 });
  await nextTick();
  expect(card.value).toBeNull();
});

test("a refusal is told, and the card that was there stays", async () => {
  const { wanted, card, failure } = make();
  await answer(readCard(3));
  wanted.standing++;
  await nextTick();
  calls.at(-1)!.fail(new Error("断了"));
  await new Promise((done) => setTimeout(done));
  expect(failure.value).toEqual(new Error("断了"));
  expect(card.value!.seq).toBe(3);
});
