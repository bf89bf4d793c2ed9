/** A slip as a photo shows it, drawn by the browser, with where each value stands on it. */

import type { Page } from "@playwright/test";
import type { SlipField } from "../../src/contract.ts";

export interface SlipPicture {
  content: Buffer;
  fields: SlipField[];
}

const ROWS: [name: string, label: string, value: string, words: string][] = [
  ["merchant_number", "商户编号", "898330154110017", "898330154110017"],
  ["order_number", "订单号", "2026112000012345", "2026112000012345"],
  ["reference_number", "参考号", "260120445512", "260120445512"],
  ["transaction_time", "日期时间", "2026-11-20T14:03:05", "11月20日 14:03"],
  ["amount", "金额", "88.00", "88 元"],
];
const PRINTED: Record<string, string> = { transaction_time: "2026/11/20 14:03:05", amount: "RMB 88.00" };

export async function slipPicture(page: Page): Promise<SlipPicture> {
  const drawing = await page.context().newPage();
  await drawing.setViewportSize({ width: 720, height: 1280 });
  const rows = ROWS.map(([name, label, value]) => `<p>${label}：<b id="${name}">${PRINTED[name] ?? value}</b></p>`);
  await drawing.setContent(`<meta name="viewport" content="width=device-width"><style>
    body { margin: 0; background: #8a7a68; font: 34px/1.7 "Noto Sans CJK SC", sans-serif; color: #333 }
    div { margin: 120px 60px; height: 900px; padding: 40px; background: #f6f4ee; box-shadow: 0 8px 40px #0006 }
    h1 { font-size: 44px; text-align: center } p { margin: 0 } b { font-weight: 400 }
  </style><div><h1>POS 签购单</h1>${rows.join("")}<p>持卡人签名：</p></div>`);
  const boxes = await drawing.evaluate(
    (names) =>
      names.map((name) => {
        const { x, y, width, height } = document.getElementById(name)!.getBoundingClientRect();
        return [x / 720, y / 1280, width / 720, height / 1280] as [number, number, number, number];
      }),
    ROWS.map(([name]) => name),
  );
  const content = await drawing.screenshot({ type: "png" });
  await drawing.close();
  const fields = ROWS.map(([name, label, value, words], index) => ({
    name,
    label,
    value,
    words,
    doubtful: false,
    box: boxes[index]!,
  }));
  return { content, fields };
}
