/** Why the desk did not do what was asked. */

import { shellWords as words } from "./words/shell.ts";

export class ConsoleError extends Error {
  /** 0: no proper answer came; trying again may help. */
  readonly status: number;
  /** The desk's name for the reason. */
  readonly code: string | null;
  /** The desk's own words, if it has said anything. */
  readonly said: string | null;
  /** The field that it is about. */
  readonly field: string | null;
  /** What has to be done first. */
  readonly must: string | null;
  /** After how many seconds it may be tried again. */
  readonly wait: number | null;

  constructor(status: number, problem: Record<string, unknown> = {}, wait: number | null = null) {
    super(text(problem.message) ?? words.unreachable);
    this.status = status;
    this.code = text(problem.code);
    this.said = text(problem.message);
    this.field = text(problem.field);
    this.must = text(problem.must);
    this.wait = wait;
  }

  /** Whether the same request may do better later. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || [408, 425, 429].includes(this.status);
  }
}

/** Reads a failed answer. One that is not in the desk's own shape came from something in between. */
export function judge(status: number, body: unknown, retryAfter: string | null = null): ConsoleError {
  const problem = (body as { error?: Record<string, unknown> } | null)?.error;
  if (!problem || text(problem.message) === null) return new ConsoleError(0);
  const wait = Number(retryAfter ?? "");
  return new ConsoleError(status, problem, retryAfter !== null && wait > 0 ? wait : null);
}

/** What the agent is told: what the desk has said, else what the page says by itself. */
export function reasonOf(error: unknown, otherwise: string = words.failed): string {
  return error instanceof ConsoleError ? error.message : otherwise;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
