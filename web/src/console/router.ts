/** Where each page of the console is, and who is let in. */

import { createRouter, createWebHashHistory, type RouteLocationNormalized, type Router, type RouteRecordRaw } from "vue-router";
import type { Role } from "./contract.ts";
import type { ConsoleError } from "./problem.ts";
import { isAtLeast, left, me, must, recall } from "./session.ts";

declare module "vue-router" {
  interface RouteMeta {
    /** Who may open it; agents may, if it is not said. */
    role?: Role;
    /** Without the frame of the console: before one is let in. */
    bare?: boolean;
  }
}

export const MUST_PAGES = { set_totp: "/totp", change_password: "/password" } as const;

const conversation = () => import("./conversation/ConversationPage.vue");

const ROUTES: RouteRecordRaw[] = [
  { path: "/", redirect: "/queue" },
  { path: "/sign-in", component: () => import("./signin/SignInPage.vue"), meta: { bare: true } },
  { path: "/password", component: () => import("./signin/FirstPasswordPage.vue"), meta: { bare: true } },
  { path: "/totp", component: () => import("./signin/FirstTotpPage.vue"), meta: { bare: true } },
  { path: "/queue", component: conversation },
  { path: "/c/:id", component: conversation },
  { path: "/all", component: () => import("./queue/AllPage.vue") },
  { path: "/search", component: () => import("./finding/SearchPage.vue") },
  { path: "/quality", component: () => import("./supervision/QualityPage.vue"), meta: { role: "supervisor" } },
  { path: "/figures", component: () => import("./supervision/FiguresPage.vue"), meta: { role: "supervisor" } },
  { path: "/learning", component: () => import("./learning/LearningPage.vue"), meta: { role: "supervisor" } },
  { path: "/admin/:part?", component: () => import("./admin/AdminPage.vue"), meta: { role: "supervisor" } },
  { path: "/account", component: () => import("./signin/AccountPage.vue") },
  { path: "/:rest(.*)*", component: () => import("./shell/NotFound.vue") },
];

export function makeRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes: ROUTES });
  router.beforeEach(letIn);
  return router;
}

/** What a refusal means for the whole page: sign in again, or do first what must be done. */
export function sendWhereNeeded(router: Router, error: ConsoleError): void {
  const here = router.currentRoute.value;
  if (error.code === "not_signed_in" && me.value) {
    left();
    void router.replace({ path: "/sign-in", query: { to: here.fullPath, over: "1" } });
  } else if (error.code === "must_first") {
    const page = MUST_PAGES[(error.must ?? "change_password") as keyof typeof MUST_PAGES] ?? MUST_PAGES.change_password;
    if (here.path !== page) void router.replace(page);
  } else if (error.code === "forged" && me.value) {
    void anew(me.value.id);
  }
}

/** The page's token is an old one: somebody has signed in at another page of this browser. */
async function anew(before: string): Promise<void> {
  await recall().catch(() => false);
  if (me.value && me.value.id !== before) location.reload();
}

async function letIn(to: RouteLocationNormalized) {
  if (!me.value && !(await recall().catch(() => false))) {
    return to.path === "/sign-in" || { path: "/sign-in", query: to.fullPath === "/queue" ? {} : { to: to.fullPath } };
  }
  if (must.value && to.path !== MUST_PAGES[must.value]) return MUST_PAGES[must.value];
  if (!must.value && to.meta.bare) return "/queue";
  if (to.meta.role && !isAtLeast(to.meta.role)) return "/queue";
  return true;
}
