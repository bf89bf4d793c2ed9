/** How the button and the panel look. They stand in a shadow root: nothing comes in or goes out. */
export const STYLE = `
:host { all: initial; }
.root {
  position: fixed; right: 20px; bottom: calc(20px + env(safe-area-inset-bottom, 0px)); z-index: 1;
  display: flex; flex-direction: column; align-items: flex-end; gap: 12px;
  font: 16px/1.5 -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif;
  color: rgba(0, 0, 0, .9);
}
.root.left { right: auto; left: 20px; align-items: flex-start; }
.button, .greeting, .panel { pointer-events: auto; box-sizing: border-box; }
.button {
  position: relative; width: 56px; height: 56px; padding: 14px; border: 0; border-radius: 50%;
  background: #047a3b; cursor: pointer; box-shadow: 0 4px 16px rgba(0, 0, 0, .25);
}
.button:focus-visible, .greeting__away:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #1a4fb4; }
.button svg { display: block; width: 28px; height: 28px; fill: #fff; }
.badge {
  position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; box-sizing: border-box;
  border-radius: 11px; background: #c02c22; color: #fff; font-size: 13px; line-height: 22px; text-align: center;
}
.badge:empty { display: none; }
.greeting {
  display: flex; align-items: flex-start; max-width: min(280px, calc(100vw - 40px)); border-radius: 10px;
  background: #fff; box-shadow: 0 4px 20px rgba(0, 0, 0, .2);
}
.greeting__words { flex: 1; margin: 0; padding: 12px 0 12px 14px; cursor: pointer; overflow-wrap: anywhere; }
.greeting__away {
  flex: none; width: 44px; height: 44px; border: 0; background: none; color: rgba(0, 0, 0, .65); font: inherit;
  font-size: 20px; cursor: pointer;
}
.panel {
  display: none; width: min(390px, calc(100vw - 40px)); height: min(680px, calc(100vh - 120px)); overflow: hidden;
  border-radius: 12px; background: #ededed; box-shadow: 0 8px 40px rgba(0, 0, 0, .3);
}
.open .panel { display: block; }
.open .badge { display: none; }
.frame { display: block; width: 100%; height: 100%; border: 0; background: #ededed; color-scheme: normal; }
.away { position: absolute; inset: auto 0 50% 0; padding: 16px; text-align: center; color: #1a4fb4; }
@media (max-width: 640px) {
  .open .panel { position: fixed; inset: 0; width: 100%; height: 100%; border-radius: 0; }
  .open .button { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .open .panel { animation: in .18s ease-out; }
  @keyframes in { from { opacity: 0; transform: translateY(12px); } }
}
@media (forced-colors: active) { .button, .greeting, .panel { border: 2px solid; } }
@media (prefers-color-scheme: dark) {
  .greeting { background: #2c2c2c; color: rgba(255, 255, 255, .9); }
  .greeting__away { color: rgba(255, 255, 255, .7); }
  .panel, .frame { background: #111; }
}
`;
