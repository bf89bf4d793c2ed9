/** What the page has put away on the phone. */

import { expect, type Page } from "@playwright/test";

/** All of it, as text to look for words in. */
export function phoneKeeps(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
    const db = await done(indexedDB.open("zhangfang"));
    for (const name of db.objectStoreNames) {
      const store = db.transaction(name).objectStore(name);
      kept.push({ store: name, keys: await done(store.getAllKeys()), values: await done(store.getAll()) });
    }
    db.close();
    return JSON.stringify(kept);
  });
}

/** Until it is known what the merchant has agreed to, words stay in their field. */
export async function consentIsKnown(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => localStorage.getItem("zhangfang.consent"))).not.toBeNull();
}
