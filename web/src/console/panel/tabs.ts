export const PANEL_TABS = ["card", "case", "files", "knowledge", "summary"] as const;

export type PanelTab = (typeof PANEL_TABS)[number];
