/** The calls of signing in and out, and of one's own account. */

import { get, post } from "./api.ts";
import type { Colleagues, Me, RecoveryCodes, SignInWays, TotpBegun } from "../api-types.ts";

export function ways(): Promise<SignInWays> {
  return get("/sign-in");
}

/** `code`: of the authenticator, or a recovery code; null until one is wanted. */
export function signIn(name: string, password: string, code: string | null): Promise<Me> {
  return post("/sign-in", { name, password, code });
}

export function session(): Promise<Me> {
  return get("/session");
}

export function signOut(): Promise<void> {
  return post("/sign-out");
}

export function changePassword(current: string, fresh: string): Promise<void> {
  return post("/password", { current, new: fresh });
}

/** `password`: but where an authenticator must be bound before anything else. */
export function beginTotp(password?: string): Promise<TotpBegun> {
  return post("/totp", password === undefined ? {} : { password });
}

export function confirmTotp(code: string): Promise<RecoveryCodes> {
  return post("/totp/confirm", { code });
}

export function removeTotp(password: string): Promise<void> {
  return post("/totp/remove", { password });
}

export function newRecoveryCodes(password: string): Promise<RecoveryCodes> {
  return post("/recovery-codes", { password });
}

export function setAway(away: boolean): Promise<void> {
  return post("/presence", { away });
}

export function colleagues(): Promise<Colleagues> {
  return get("/colleagues");
}
