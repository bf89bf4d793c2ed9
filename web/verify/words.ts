/** What the page says by itself. Chinese first, English below. */

import type { Code, Failure } from "./report.ts";

export interface Said {
  zh: string;
  en: string;
}

export const words = {
  checking: { zh: "正在核对…", en: "Checking…" },
  notFinished: (why: string) => ({ zh: `没能核完：${why}`, en: `The check could not be finished: ${why}` }),
  keyUnreadable: { zh: "这不像公钥，也不像指纹。请整行贴进来。", en: "This is neither a verifier key nor a fingerprint." },
  keyTaken: { zh: "会和包里的公钥比。", en: "It will be compared with the pack's key." },
  receiptsTaken: (count: number) => ({ zh: `有 ${count} 张回执，会和记录比。`, en: `${count} receipts to compare.` }),

  failures: { zh: "哪里对不上", en: "What does not hold" },
  moreFailures: (count: number) => ({ zh: `还有 ${count} 处`, en: `${count} more` }),
  says: { zh: "包里现在写的是：", en: "It now says:" },

  checked: { zh: "核对了什么", en: "What was checked" },
  holds: { zh: "对得上", en: "holds" },
  fails: { zh: "对不上", en: "does not hold" },
  unknown: { zh: "没法核", en: "could not be checked" },
  absent: { zh: "没有", en: "none" },

  key: { zh: "谁封的", en: "Who sealed it" },
  fingerprint: { zh: "公钥指纹（SHA-256）", en: "Fingerprint of the key (SHA-256)" },
  compare: {
    zh: "请和公布的指纹核对。不一样，就不是公布的那把钥匙封的。公布在账房服务的 /api/v1/log。",
    en: "Compare it with the published one, GET /api/v1/log of the service. If they differ, another key sealed this pack.",
  },
  compared: { zh: "和你给的一致。", en: "It is the one that you gave." },
  noKey: { zh: "公钥读不出来。", en: "The key cannot be read." },
  olderKeys: { zh: "以前用过的公钥", en: "Older keys" },

  time: { zh: "时间", en: "Time" },
  span: (count: number, first: string, last: string): Said => ({
    zh: `共 ${count} 条记录，从 ${first} 到 ${last}（北京时间，记录系统的钟）。`,
    en: `${count} events, by the clock of the system that kept them.`,
  }),
  noStamps: { zh: "无第三方时间", en: "No time from a third party" },
  stamp: (size: number, at: string): Said => ({
    zh: `${at}（北京时间）之前，日志的前 ${size} 条已经在了。这是时间戳机构的钟。`,
    en: `The first ${size} entries of the log existed before then, by the clock of a time-stamp authority.`,
  }),
  moreStamps: (count: number): Said => ({ zh: `还有 ${count} 个时间戳`, en: `${count} more time stamps` }),
  stampCommands: { zh: "怎么核时间戳机构的签名", en: "How to check the authority's signature" },
  stampCommand: {
    zh: "这里只核了它盖的是这份日志。机构自己的签名，把令牌存下来，用 openssl 核；根证书要向机构要。",
    en: "Checked here is what it is over. Save the token and let openssl check the signature, with a root certificate from the authority.",
  },
  saveToken: (name: string): Said => ({ zh: `保存 ${name}`, en: "Save the token" }),
  timesCanBeSet: { zh: "这份记录出自试用系统，时间可以由人设定。", en: "Made by a test installation, whose times can be set." },
  cosigned: (name: string, size: number, at: string): Said => ({
    zh: `见证人 ${name} 在 ${at}（北京时间）签过日志的前 ${size} 条。`,
    en: `Cosigned by the witness ${name}: the first ${size} entries.`,
  }),

  withheld: { zh: "没有给看的", en: "What is withheld" },
  nothingWithheld: { zh: "没有。每一项内容都在下面。", en: "Nothing." },
  hidden: (phones: number, identities: number, others: number): Said => ({
    zh: `遮住的号码：${[phones && `电话 ${phones} 个`, identities && `证件号 ${identities} 个`, others && `其他 ${others} 个`].filter(Boolean).join("，")}。对应的哈希在记录里，以后能证明没换过。`,
    en: "Masked numbers. Their commitments are in the record.",
  }),
  takenBack: (places: string): Said => ({
    zh: `发送人撤回，没有给看：第 ${places} 条。撤回这件事本身也在记录里，原文的哈希还在。`,
    en: "Contents that their sender took back; that they did is on record, and so are the commitments.",
  }),
  destroyed: (places: string): Said => ({
    zh: `原文已经销毁：第 ${places} 条。销毁这件事本身也在记录里。`,
    en: "Contents that were destroyed; that they were is on record.",
  }),
  internal: (places: string): Said => ({
    zh: `客服内部记录，只封存，不外给：第 ${places} 条。它们的次序、时间和哈希都在。`,
    en: "Internal notes of the staff are sealed and shown to nobody; that they exist, when, and their commitments are on record.",
  }),

  transcript: { zh: "刚核过的聊天记录", en: "The transcript, as it was checked" },
  transcriptNote: {
    zh: "下面的字取自刚核过的数据，不是包里那份网页。",
    en: "Taken from the data that was just checked, not from the enclosed page.",
  },
  unreadable: { zh: "这一条读不出来。", en: "This entry cannot be read." },
  withoutContent: { zh: "内容没有给看：撤回了，或者已经销毁。", en: "Its content was taken back, withheld or destroyed." },
  internalContent: { zh: "客服内部记录，不外给。", en: "An internal note, which is shown to nobody." },
  wrongContent: { zh: "这条的内容没有通过核对。", en: "This content did not pass the check." },
  flagged: { zh: "这一条对不上", en: "does not hold" },
  chosen: "点了快捷回答",
  choices: "可选：",
  fileSize: (size: unknown) => `${String(size)} 字节`,
};

export const actors = { merchant: "商户", bot: "账房", agent: "客服", system: "系统" };

export const origins = {
  merchant_said: "商户自述",
  bot_said: "机器人发出",
  agent_said: "客服发出",
  file_received: "收到的文件",
  observed: "系统记录",
  fetched: "外部取回",
};

const kinds: Record<string, string> = {
  message: "",
  file: "文件",
  case_opened: "立案",
  case_switched: "换办另一件",
  family_corrected: "改判问题类别",
  fact_set: "记下",
  fact_refused: "说不出",
  steps_offered: "给出步骤",
  step_marked: "步骤结果",
  step_done: "步骤完成",
  step_reopened: "重做步骤",
  phase_entered: "进入阶段",
  summary_confirmed: "确认摘要",
  deadline_set: "定下期限",
  wait_over: "等待结束",
  followed_up: "到期提醒",
  limit_restarted: "时效重算",
  limit_warned: "时效提醒",
  case_ended: "办理状态",
  facts_held: "暂记",
  human_asked: "转人工",
  warned: "防骗提醒",
  answered: "答疑",
  paper_written: "写好材料",
  asked: "追问",
  human_done: "人工办完",
  not_understood: "没听懂",
  waiting: "等人工",
  taken: "人工接手",
  transfer_offered: "提出转交",
  transfer_refused: "没有转交",
  given_back: "交回",
  number_revealed: "查看完整号码",
  watched: "查看对话",
  note: "内部备注",
  suggestion_judged: "内部记录：建议",
  reading_corrected: "内部记录：识读",
  paper_taken: "取走材料",
  pack_taken: "取走证据包",
  secret_made: "发出找回码",
  resumed: "凭找回码回来",
  resume_refused: "找回码不对",
  recalled: "撤回一条消息",
  consented: "答复使用说明",
  rated: "评价",
  identified: "确认身份",
  file_read: "读图片",
  redacted: "销毁一条原文",
  erased: "销毁全部原文",
};

/** A kind that is not known here is shown by its own name. */
export function kindName(kind: string): string {
  return Object.hasOwn(kinds, kind) ? kinds[kind]! : kind;
}

const wrong: Record<Code, Said> = {
  not_a_pack: { zh: "这不是证据包，或者已经坏得打不开。", en: "It is no evidence pack, or too damaged to open." },
  container_changed: {
    zh: "压缩包本身动过：里面的字节改过，或者重新打包过。",
    en: "The zip is not the one that was sealed: it was packed again, or bytes in it were changed.",
  },
  manifest_unreadable: { zh: "清单读不出来，其余的没法核。", en: "The manifest cannot be read; nothing else can be checked." },
  file_missing: { zh: "清单上有，包里没有。", en: "It is listed, but absent." },
  file_changed: { zh: "和封存时不一样，被改过。", en: "It was changed after the pack was sealed." },
  file_added: { zh: "清单上没有，是后来放进来的。", en: "It is not listed: it was put in later." },
  seal_wrong: { zh: "封条不对：清单不是这份日志的钥匙签的。", en: "The seal does not fit: no key of this log signed the manifest." },
  pack_unreadable: { zh: "读不出来，靠它核的几项没法核。", en: "It cannot be read; what needs it was left out." },
  key_unexpected: { zh: "和你给的公钥不一样，是另一把钥匙封的。", en: "The pack was sealed with another key than the one you gave." },
  event_unreadable: { zh: "格式不对，读不出来。", en: "It is not a well-formed event." },
  event_out_of_order: { zh: "次序不对，或者是别的对话里的。", en: "It is out of order, or of another conversation." },
  chain_broken: { zh: "和前一条接不上：前一条被改过、删过或换过。", en: "It does not continue the event before: that was changed, removed or replaced." },
  events_missing: { zh: "条数和封存时不一样，有缺有多，或者全没了。", en: "There are not as many events as were sealed." },
  opening_wrong: { zh: "给出的内容和当时记下的对不上。", en: "What is shown is not what was recorded." },
  content_missing: { zh: "内容不见了，也没有销毁的记录。", en: "Its content is gone, and no event explains why." },
  checkpoint_unreadable: { zh: "读不出来，或者是另一份日志、另一个时刻的。", en: "It cannot be read, or is of another log or size." },
  signature_wrong: { zh: "签名不对。", en: "Its signature does not hold." },
  proof_wrong: { zh: "最后一条记录证明不了在日志里。", en: "The last event is not proved to be in the log." },
  attachment_wrong: { zh: "附件不见了，或者换过。", en: "Its file is absent or another one." },
  system_event_wrong: { zh: "证明不了在日志里。", en: "It is not proved to be in the log." },
  anchor_wrong: { zh: "签名不对，或者证明不了日志是接着它长出来的。", en: "Its signature does not hold, or the log is not proved to have grown from it." },
  timestamp_wrong: { zh: "时间戳盖的不是它。", en: "The time stamp is over something else." },
  cosignature_wrong: { zh: "见证人的签名不对。", en: "A witness's signature does not hold." },
  receipt_wrong: { zh: "回执和记录对不上，或者不是这份日志发的。", en: "The receipt contradicts the record, or is not by this log." },
};

export function whatIsWrong(failure: Failure): Said {
  return wrong[failure.code];
}

/** The place of a failure, in words. Paths stay as they are, whatever they look like. */
export function placeName({ code, where }: Failure): Said {
  if (code.startsWith("file_")) return { zh: where, en: where };
  const [, index] = /^(?:event|system event|anchor|receipt) (\S+)/.exec(where) ?? [];
  const [, name] = /^event \S+ (.+)$/s.exec(where) ?? [];
  if (where === "pack") return { zh: "整个包", en: "The pack" };
  if (where === "keys") return { zh: "公钥", en: "The key" };
  if (where === "events") return { zh: "聊天记录", en: "The transcript" };
  if (where === "checkpoint") return { zh: "检查点", en: "The checkpoint" };
  if (where === "receipt ?") return { zh: "一张读不懂的回执", en: "A receipt that cannot be read" };
  if (where.startsWith("event ")) {
    return name && name !== "content"
      ? { zh: `第 ${index} 条的 ${name}`, en: `Event ${index}, ${name}` }
      : { zh: `第 ${index} 条`, en: `Event ${index}` };
  }
  if (where.startsWith("system event ")) return { zh: `系统记录（日志第 ${index} 号）`, en: `System event ${index}` };
  if (where.startsWith("anchor ")) return { zh: `更早的检查点（${index} 条时）`, en: `Earlier checkpoint at size ${index}` };
  if (where.startsWith("receipt ")) return { zh: `回执（日志第 ${index} 号）`, en: `Receipt of log index ${index}` };
  return { zh: where, en: where };
}

export interface Verdict {
  title: Said;
  explained: Said;
}

export function verdict(failures: readonly Failure[]): Verdict {
  const only = (code: Code) => failures.length > 0 && failures.every((one) => one.code === code);
  if (!failures.length) {
    return {
      title: { zh: "完整，没有被改过", en: "Whole and unchanged" },
      explained: {
        zh: "从钥匙的主人封存到现在，一个字节都没变。钥匙是谁的，比一下指纹就知道。",
        en: "Not a byte differs from what the holder of the key sealed. Whose key it is shows by its fingerprint.",
      },
    };
  }
  if (only("not_a_pack")) {
    return {
      title: { zh: "这不是证据包", en: "Not an evidence pack" },
      explained: {
        zh: "请选账房给的那个 zip，不要解开了再打包。手上只有解开的，就选那个文件夹。",
        en: "Choose the zip as it was given, not one that was packed again; or the unpacked folder.",
      },
    };
  }
  if (only("key_unexpected")) {
    return {
      title: { zh: "不是这把钥匙封的", en: "Sealed with another key" },
      explained: {
        zh: "包里前后一致，但封它的钥匙和你给的不是同一把。先弄清哪一把是公布的。",
        en: "The pack is consistent in itself, but not sealed with the key that you gave.",
      },
    };
  }
  if (only("receipt_wrong")) {
    return {
      title: { zh: "和回执对不上", en: "Contradicted by a receipt" },
      explained: {
        zh: "包里前后一致，但和你存的回执不一样。回执是当时签了名给你的。",
        en: "The pack is consistent in itself, but not with a receipt that you kept.",
      },
    };
  }
  return {
    title: { zh: "被改过", en: "Changed" },
    explained: {
      zh: `有 ${failures.length} 处对不上，列在下面。传坏了也会这样，可以重新拷一份再核。`,
      en: `${failures.length} checks fail, listed below. Damage in transit looks the same: a fresh copy may tell.`,
    },
  };
}
