import { strings } from "./strings.ts";

/**
 * Why the desk did not do what was asked.
 * - unreachable: no proper answer came; trying again may help
 * - refused: the token no longer opens this conversation
 * - rejected: the desk understood and said no; the same request will be rejected again
 */
export type Refusal = "unreachable" | "refused" | "rejected";

export class DeskError extends Error {
  readonly kind: Refusal;
  /** The desk's own words, if it has said anything. */
  readonly said: string | null;
  /** The desk's name for the reason. */
  readonly code: string | null;
  /** The fact that could not be read, if it is about one. */
  readonly fact: string | null;

  constructor(kind: Refusal, said: string | null, code: string | null = null, fact: string | null = null) {
    super(said ?? strings.notDelivered);
    this.kind = kind;
    this.said = said;
    this.code = code;
    this.fact = fact;
  }
}

const REFUSED = [401, 403, 404];
const TRY_AGAIN = [408, 425, 429];

/** Reads a failed answer. One that is not in the desk's own shape came from something in between. */
export function judge(status: number, body: unknown): DeskError {
  const problem = (body as { error?: Record<string, unknown> } | null)?.error;
  const message = text(problem?.message);
  if (message === null) return unreachable();
  const passing = status >= 500 || TRY_AGAIN.includes(status);
  const kind = REFUSED.includes(status) ? "refused" : passing ? "unreachable" : "rejected";
  return new DeskError(kind, message, text(problem?.code), text(problem?.fact));
}

export function unreachable(): DeskError {
  return new DeskError("unreachable", null);
}

export function isRefused(error: unknown): boolean {
  return error instanceof DeskError && error.kind === "refused";
}

/** What the merchant is told: what the desk has said, else what the page says by itself. */
export function reasonOf(error: unknown, otherwise: string): string {
  return (error instanceof DeskError ? error.said : null) ?? otherwise;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
