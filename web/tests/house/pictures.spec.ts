/** The README's pictures, drawn anew with PICTURES=../docs/pictures npm run test:house -- pictures */

import { expect, test } from "./fixtures.ts";
import { turn } from "./turn.ts";

const folder = process.env.PICTURES;

if (folder) {
  for (const [name, viewport] of [
    ["phone", { width: 390, height: 844 }],
    ["desktop", { width: 1280, height: 800 }],
  ] as const) {
    test.describe(name, () => {
      test.use({ viewport, deviceScaleFactor: name === "phone" ? 2 : 1, isMobile: name === "phone" });

      test("a conversation", async ({ shop, page }) => {
        await turn(shop, { types: "什么破玩意儿，昨天机子好端端放着没人碰，偷偷摸摸划走我一百九十八，凭什么" });
        await turn(shop, { types: "有的，单号 KF2026112100198" });
        await turn(shop, { taps: "流量费或服务费" });
        await turn(shop, { types: "协议早不知道扔哪儿了" });
        if (name === "desktop") await turn(shop, { taps: "做好了" });
        await expect(shop.chips.last()).toBeInViewport({ ratio: 1 });
        await shop.field.blur();
        await page.screenshot({ path: `${folder}/conversation-${name}.png` });
      });
    });
  }
}
