/** The calls of administration. */

import type {
  Account,
  AccountChanged,
  AccountMade,
  Accounts,
  ApiKeyMade,
  ApiKeys,
  CannedChange,
  CannedReplies,
  CannedReply,
  Deliveries,
  Delivery,
  HealthShown,
  Setup,
  SetupShown,
  WebhookMade,
  Webhooks,
} from "../../api-types.ts";
import { del, get, patch, post, put } from "../api.ts";

export type Role = Account["role"];
export type Topic = Delivery["topic"];
export type Scope = ApiKeys["keys"][number]["scopes"][number];
export type Deed = CannedReply["deeds"][number];

export interface AccountDeed {
  role?: Role;
  active?: boolean;
  new_password?: boolean;
  remove_totp?: boolean;
  unlock?: boolean;
}

export const accounts = (signal: AbortSignal) => get<Accounts>("/accounts", signal);
export const makeAccount = (name: string, role: Role) => post<AccountMade>("/accounts", { name, role });
export const changeAccount = (id: string, deed: AccountDeed) => patch<AccountChanged>(`/accounts/${id}`, deed);

export const setupOf = (signal: AbortSignal) => get<SetupShown>("/setup", signal);
export const keepSetup = (setup: Setup) => put<SetupShown>("/setup", setup);

export const requireSecondFactor = (role: Role) => post<SetupShown>("/second-factor", { role });

export const canned = (signal: AbortSignal) => get<CannedReplies>("/canned", signal);
export const makeCanned = (change: CannedChange) => post<CannedReply>("/canned", change);
export const changeCanned = (id: string, change: CannedChange) => put<CannedReply>(`/canned/${encodeURIComponent(id)}`, change);
export const endCanned = (id: string) => del(`/canned/${encodeURIComponent(id)}`);

export const webhooks = (signal: AbortSignal) => get<Webhooks>("/webhooks", signal);
export const makeWebhook = (url: string, topics: Topic[]) => post<WebhookMade>("/webhooks", { url, topics });
export const renewSecret = (id: string) => post<WebhookMade>(`/webhooks/${id}/secret`);
export const endWebhook = (id: string) => del(`/webhooks/${id}`);
export const deliveries = (signal: AbortSignal) => get<Deliveries>("/deliveries", signal);
export const replay = (id: string) => post<Delivery>(`/deliveries/${id}/replay`);

export const apiKeys = (signal: AbortSignal) => get<ApiKeys>("/api-keys", signal);
export const makeApiKey = (name: string, scopes: Scope[]) => post<ApiKeyMade>("/api-keys", { name, scopes });
export const endApiKey = (id: string) => del(`/api-keys/${id}`);

export const health = (signal: AbortSignal) => get<HealthShown>("/health", signal);
