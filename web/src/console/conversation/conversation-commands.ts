/** What can be done with the conversation on the screen, for the palette and the keys. Pure. */

import type { Ref } from "vue";
import type { Standing } from "../contract.ts";
import type { Command } from "../palette/commands.ts";
import type { PanelTab } from "../panel/tabs.ts";
import { mayOf } from "./may.ts";
import type { Asking } from "./hold-deeds.ts";
import { commandWords as words } from "../words/commands.ts";

interface Deeds {
  standing: Standing | null;
  asking: Ref<Asking | null>;
  claim: () => void;
  claimNext: () => void;
  close: () => void;
  reply: () => void;
  note: () => void;
  list: () => void;
  transcript: () => void;
  tab: (tab: PanelTab) => void;
  use: (nth: number) => void;
  step: (by: number) => void;
  pack: () => void;
}

export function conversationCommands(deeds: Deeds): Command[] {
  const { standing } = deeds;
  const always: Command[] = [
    { id: "next", name: words.next, also: "jie claim", key: "Alt+N", run: deeds.claimNext },
    { id: "list", name: words.list, also: "queue", key: "Alt+Q", run: deeds.list },
    { id: "before", name: words.before, key: "Alt+↑", run: () => deeds.step(-1) },
    { id: "after", name: words.after, key: "Alt+↓", run: () => deeds.step(1) },
  ];
  if (!standing) return always;
  const ask = (kind: Asking["kind"]) => () => {
    deeds.asking.value = { kind, conversation: standing.conversation };
  };
  const may = mayOf(standing);
  const found: (Command | false)[] = [
    may.claim && { id: "claim", name: standing.hold.state === "bot" ? words.takeOver : words.claim, also: "take over", key: "Alt+T", run: deeds.claim },
    may.say && { id: "reply", name: words.reply, also: "reply", key: "Alt+R", run: deeds.reply },
    { id: "note", name: words.note, also: "note beizhu", key: "Alt+M", run: deeds.note },
    { id: "card", name: words.card, also: "card zhushou", key: "Alt+C", run: () => deeds.tab("card") },
    ...[1, 2, 3].map((nth): Command => ({ id: `use ${nth}`, name: words.use(nth), key: `Alt+${nth}`, run: () => deeds.use(nth) })),
    { id: "case", name: words.theCase, also: "case", key: "Alt+A", run: () => deeds.tab("case") },
    { id: "files", name: words.files, also: "files", run: () => deeds.tab("files") },
    { id: "knowledge", name: words.knowledge, also: "search zhishi", key: "Alt+K", run: () => deeds.tab("knowledge") },
    { id: "summary", name: words.summary, also: "xiaojie", run: () => deeds.tab("summary") },
    { id: "transcript", name: words.transcript, key: "Alt+L", run: deeds.transcript },
    may.transfer && { id: "transfer", name: words.transfer, also: "transfer zhuanjiao", key: "Alt+Z", run: ask("transfer") },
    may.transfer && { id: "release", name: words.release, also: "release fanghui", run: ask("release") },
    may.handBack && { id: "back", name: words.handBack, also: "hand back jiaohuan", key: "Alt+B", run: ask("handBack") },
    may.close && { id: "close", name: words.close, also: "close jiean", key: "Alt+X", run: deeds.close },
    may.assign && { id: "assign", name: words.assign, also: "assign", run: ask("assign") },
    { id: "pack", name: words.pack, also: "export evidence", run: deeds.pack },
  ];
  return [...found.filter((one) => one !== false), ...always];
}
