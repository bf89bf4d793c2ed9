import type { Page } from "@playwright/test";

/** Texts that stick out of their box, and boxes that stick out of the column. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inside = (inner: DOMRect, outer: DOMRect) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
    const textOf = (box: Element) => {
      const range = document.createRange();
      range.selectNodeContents(box.querySelector(".text") ?? box);
      return range.getBoundingClientRect();
    };
    const column = document.querySelector(".page")!.getBoundingClientRect();
    const boxes = [...document.querySelectorAll(".bubble, .replies__chip, .phase__name, .bar__what, .bar__note")];
    return boxes
      .filter((box) => box.textContent !== "")
      .filter((box) => !inside(textOf(box), box.getBoundingClientRect()) || !inside(box.getBoundingClientRect(), column))
      .map((box) => box.textContent!);
  });
}
