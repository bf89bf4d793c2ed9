import { expect, test } from "vitest";
import { find } from "../../../src/console/palette/find-command.ts";
import { keyName, opensPalette } from "../../../src/console/palette/key-names.ts";

const press = (code: string, more = {}) => ({ altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, code, key: "", ...more });

test.each([
  [press("KeyN"), "Alt+N"],
  [press("KeyN", { key: "˜" }), "Alt+N"], // a Mac
  [press("Digit2"), "Alt+2"],
  [press("Numpad2"), "Alt+2"],
  [press("ArrowUp"), "Alt+↑"],
  [press("KeyN", { ctrlKey: true }), null], // AltGr
  [press("KeyN", { altKey: false }), null],
  [press("Tab"), null],
])("a key by its place: %o is %s", (pressed, name) => {
  expect(keyName(pressed)).toBe(name);
});

test("the palette opens with Ctrl or ⌘", () => {
  expect(opensPalette(press("KeyK", { altKey: false, ctrlKey: true, key: "k" }))).toBe(true);
  expect(opensPalette(press("KeyK", { altKey: false, metaKey: true, key: "к" }))).toBe(true);
  expect(opensPalette(press("KeyK", { altKey: true, ctrlKey: true, key: "k" }))).toBe(false);
});

const run = () => {};
const COMMANDS = [
  { id: "note", name: "写内部备注", also: "note beizhu", run },
  { id: "back", name: "交还给账房", also: "hand back", run },
  { id: "pass", name: "转交给同事", also: "transfer", run },
  { id: "talk", name: "对话：交大门口小卖部", run },
];

test.each([
  ["", ["note", "back", "pass", "talk"]],
  ["交", ["back", "pass", "talk"]],
  ["hand BACK", ["back"]],
  ["转交 同事", ["pass"]],
  ["没有的", []],
])("%j finds %j", (asked, ids) => {
  expect(find(COMMANDS, asked).map(({ id }) => id)).toEqual(ids);
});
