import type { Page } from "@playwright/test";

const folder = process.env.SHOTS; // for screenshots, when somebody wants to look
const SMALL = { width: 320, height: 568 };
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

/** The page as it stands, small and large, light and dark. */
export async function shootPhase(page: Page, family: string, place: number): Promise<void> {
  if (!folder) return;
  for (const [size, viewport] of Object.entries({ small: SMALL, phone: PHONE, desktop: DESKTOP })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${family}-${place}-${size}-${colorScheme}.png` });
    }
  }
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: null });
}
