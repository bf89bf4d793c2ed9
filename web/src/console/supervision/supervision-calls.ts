/** The calls of supervision: quality checks, figures, exports. */

import type { Breach, Colleague, Colleagues, Figures, Quality } from "../../api-types.ts";
import { download, get, post, type NamedFile } from "../api.ts";

/** Days as 2026-11-22, both included; an empty string: whichever. */
export interface Filter {
  since: string;
  until: string;
  family: string;
  agent: string;
}

export const EXPORTS = ["cases", "conversations", "quality", "ratings", "corrections", "agents"] as const;
export type Export = (typeof EXPORTS)[number];

export function qualityOf(filter: Filter, rule: string, signal: AbortSignal): Promise<Quality> {
  const { since, until, agent } = filter;
  return get<Quality>(`/quality${query({ since, until, agent, rule })}`, signal);
}

export function dismiss(breach: string, reason: string): Promise<Breach> {
  return post<Breach>(`/quality/${encodeURIComponent(breach)}/dismiss`, { reason });
}

export function figuresOf(filter: Filter, signal: AbortSignal): Promise<Figures> {
  return get<Figures>(`/figures${query(filter)}`, signal);
}

export function exportOf(what: Export, filter: Filter): Promise<NamedFile> {
  return download(`/exports/${what}.csv${query(filter)}`, `${what}.csv`);
}

export async function colleagues(): Promise<Colleague[]> {
  return (await get<Colleagues>("/colleagues")).agents;
}

function query(asked: Record<string, string> | Filter): string {
  const said = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return said.size ? `?${said}` : "";
}
