/** The pages in the navigation, in their order. */

import type { IconName } from "./ui/icons.ts";
import type { Role } from "./contract.ts";
import { shellWords } from "./words/shell.ts";

export interface Place {
  path: string;
  name: string;
  icon: IconName;
  role: Role;
}

const names = shellWords.places;

export const PLACES: readonly Place[] = [
  { path: "/queue", name: names.queue, icon: "queue", role: "agent" },
  { path: "/all", name: names.all, icon: "all", role: "agent" },
  { path: "/search", name: names.search, icon: "search", role: "agent" },
  { path: "/quality", name: names.quality, icon: "quality", role: "supervisor" },
  { path: "/figures", name: names.figures, icon: "figures", role: "supervisor" },
  { path: "/learning", name: names.learning, icon: "learning", role: "supervisor" },
  { path: "/admin", name: names.admin, icon: "admin", role: "supervisor" },
  { path: "/account", name: names.account, icon: "account", role: "agent" },
];
