/** A thousand times the network breaks while both sides talk: nothing is lost, doubled or out of order. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useConversation } from "../../src/conversation.ts";
import { Dice } from "./dice.ts";
import { PhoneStorage } from "./phone-storage.ts";
import { CUTS, ShakyDesk } from "./shaky-desk.ts";

const SEED = 20261122;
const ALL = 1_000;
/** After the network is back, in milliseconds. */
const CAUGHT_UP = 1_000;
/** A stream that is dead without a sign is found out when nothing has come for so long. */
const SILENT = 26_000;

let dice: Dice;
let desk: ShakyDesk;
let page: ReturnType<typeof useConversation>;

beforeEach(() => {
  vi.useFakeTimers();
  dice = new Dice(SEED);
  desk = new ShakyDesk(dice);
  const storage = new PhoneStorage();
  storage.setItem("zhangfang.conversation", JSON.stringify({ id: "c", token: "t" }));
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("fetch", desk.fetch);
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", new EventTarget());
  page = useConversation();
});

afterEach(() => {
  page.leave();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a thousand cuts: no gap, no duplicate, the order held, caught up within a second", { timeout: 180_000 }, async () => {
  const said: string[] = [];
  const talk = () => {
    if (dice.isLucky(0.35)) desk.say({ text: `账房 ${desk.transcript.length}` });
    if (dice.isLucky(0.35)) {
      said.push(`老张 ${said.length}`);
      page.say(said.at(-1)!);
    }
  };
  await page.start();
  await pass(1_000);
  for (let number = 0; number < ALL; number++) {
    const cut = dice.oneOf(CUTS);
    talk();
    await pass(dice.between(0, 400));
    desk.begin(cut);
    await pass(dice.between(1, 300));
    talk();
    await pass(dice.between(1, cut === "hung" ? 600 : 1_500));
    talk();
    desk.end();
    const owed = [...desk.transcript];
    await pass(cut === "half open" ? SILENT : CAUGHT_UP);
    const cause = `cut ${number}, ${cut}`;
    expect(shown(), cause).toEqual(texts(desk.transcript));
    expect(page.state.messages.length, cause).toBeGreaterThanOrEqual(owed.length);
    expect(page.state.outbox, cause).toEqual([]);
    expect(page.state.away, cause).toBe(false);
  }
  expect(texts(desk.transcript.filter(({ actor }) => actor === "merchant"))).toEqual(said);
  expect(said.length).toBeGreaterThan(300);
  expect(desk.transcript.length - said.length).toBeGreaterThan(300);
});

function pass(time: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(time);
}

function shown(): string[] {
  return texts(page.state.messages);
}

function texts(messages: readonly { text: string }[]): string[] {
  return messages.map((message) => message.text);
}
