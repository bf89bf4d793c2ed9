/** The calls of the review of corrections. */

import type { Correction, Corrections, Deciding } from "../../api-types.ts";
import { get, post } from "../api.ts";

export type State = Correction["state"];


/** Null: in whatever state. */
export async function correctionsIn(state: State | null): Promise<Correction[]> {
  return (await get<Corrections>(`/corrections${state ? `?state=${state}` : ""}`)).corrections;
}

export function decide(correction: string, deciding: Deciding): Promise<Correction> {
  return post<Correction>(`/corrections/${encodeURIComponent(correction)}/decision`, deciding);
}
