/** What the frame and the page around it tell each other. Pure. */

export type ToFrame = { zhangfang: "open" } | { zhangfang: "closed" } | { zhangfang: "identity"; token: string };

export type FromFrame = { zhangfang: "ready" } | { zhangfang: "close" } | { zhangfang: "unread"; count: number };

/** What came from the frame, if it is one of ours. */
export function asFrame(data: unknown): FromFrame | null {
  const { zhangfang, count } = fields(data);
  if (zhangfang === "ready" || zhangfang === "close") return { zhangfang };
  if (zhangfang === "unread" && Number.isSafeInteger(count) && (count as number) >= 0) {
    return { zhangfang, count: count as number };
  }
  return null;
}

/** What came from the page around, if it is one of ours. */
export function asHost(data: unknown): ToFrame | null {
  const { zhangfang, token } = fields(data);
  if (zhangfang === "open" || zhangfang === "closed") return { zhangfang };
  if (zhangfang === "identity" && typeof token === "string") return { zhangfang, token };
  return null;
}

function fields(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
}
