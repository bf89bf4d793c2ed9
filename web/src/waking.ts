/** Notices when the page or the network goes and comes back. */

export interface Waking {
  /** There is hope again: ask at once. */
  back(): void;
  /** The phone says that it has no network. */
  offline(): void;
  /** The page is put away, perhaps to be brought back as it is: what it holds open would prevent that. */
  putAway(): void;
}

/** Returns what ends it. */
export function noticeReturns({ back, offline, putAway }: Waking): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener("online", back, { signal });
  window.addEventListener("offline", offline, { signal });
  window.addEventListener("pagehide", putAway, { signal });
  window.addEventListener("pageshow", (event) => event.persisted && back(), { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && back(), { signal });
  return () => ended.abort();
}
