import type { Shop } from "../shop.ts";
import { clipped } from "./clipped.ts";
import { expect, strings, test } from "./fixtures.ts";
import { shootPhase } from "./shots.ts";
import { play } from "./turn.ts";
import { factsAsked, type Phase, type Turn, type Walk } from "./walk.ts";
import { migrationCharge } from "./walks/migration-charge.ts";
import { noReceiptCharged } from "./walks/no-receipt-charged.ts";
import { notArrived } from "./walks/not-arrived.ts";
import { overcharged } from "./walks/overcharged.ts";
import { wrongRefund } from "./walks/wrong-refund.ts";

const PHASES: Phase[] = ["核实", "联系", "提交", "等待", "升级"];

for (const walk of [overcharged, notArrived, wrongRefund, noReceiptCharged, migrationCharge]) {
  test.describe(walk.family, () => {
    test.use({ colorScheme: walk.theme ?? "light" });
    test("from the complaint through the five phases to the money", ({ shop }) => follow(walk, shop));
  });
}

async function follow(walk: Walk, shop: Shop): Promise<void> {
  const bar = shop.page.getByRole("region", { name: strings.progress });
  const visited: Phase[] = [];
  await expect(bar).toHaveCount(0);

  for (const step of turns(walk)) {
    await test.step(named(step), async () => {
      const answer = await play(shop, step);
      expect(answer.join("\n")).toContain(step.hears ?? "");
      expect(factsAsked(answer), "facts asked for").toEqual(step.asked ? [step.asked] : []);
      if (step.enters) visited.push(step.enters);
      await expect(bar.getByRole("listitem")).toHaveText(states(visited.length - 1, step === walk.turns.at(-1)));
      await expect(shop.chips.last()).toBeInViewport({ ratio: 1 });
      expect(await clipped(shop.page), "does not fit").toEqual([]);
      if (step.enters) await shootPhase(shop.page, walk.family, visited.length);
    });
  }
  for (const words of walk.recorded) await expect(shop.bubble(words).first()).toBeAttached();
  expect(visited).toEqual(PHASES);
  await expect(bar).toContainText(walk.family);
  await expect(bar).toContainText(/ZF-\d{8}-\w{4}-\w/);
  await expect(bar).toContainText(strings.caseStatus.resolved);
}

function named(step: Turn): string {
  if ("works" in step) return step.works;
  return "types" in step ? step.types : `[${step.taps}]`;
}

function turns({ complaint, recorded, asked, turns }: Walk): Turn[] {
  return [{ types: complaint, hears: recorded[0]!, asked, enters: "核实" }, ...turns];
}

/** The phase bar, as it is read aloud, with the phase at this place under way. */
function states(at: number, ended: boolean): string[] {
  const { done, now, todo } = strings.phaseState;
  return PHASES.map((name, place) => name + (place > at ? todo : place < at || ended ? done : now));
}
