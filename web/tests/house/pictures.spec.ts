/** The README's pictures, drawn anew with PICTURES=../docs/pictures npm run test:house -- pictures */

import type { Shop } from "../shop.ts";
import { expect, test } from "./fixtures.ts";
import { play, turn } from "./turn.ts";
import { notArrived } from "./walks/not-arrived.ts";

const folder = process.env.PICTURES;

if (folder) {
  for (const [name, viewport] of [
    ["phone", { width: 390, height: 844 }],
    ["desktop", { width: 1280, height: 800 }],
  ] as const) {
    test.describe(name, () => {
      test.use({ viewport, deviceScaleFactor: name === "phone" ? 2 : 1, isMobile: name === "phone" });

      test("a conversation", async ({ shop, page }) => {
        await turn(shop, { types: notArrived.complaint });
        if (name === "desktop") await toFirstScript(shop);
        await expect(shop.chips.last()).toBeInViewport({ ratio: 1 });
        await shop.field.blur();
        await page.screenshot({ path: `${folder}/conversation-${name}.png` });
      });
    });
  }
}

async function toFirstScript(shop: Shop): Promise<void> {
  for (const step of notArrived.turns) {
    await play(shop, step);
    if (step.enters) return;
  }
}
