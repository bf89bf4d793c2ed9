/** Every word the page says by itself. Full-width punctuation; short, warm, plain. */
export const strings = {
  title: "账房",
  botAvatar: "账",
  agentAvatar: "客",

  log: "对话记录",
  speaker: { merchant: "你说：", bot: "账房说：", agent: "人工客服说：" },
  agent: "人工客服",
  sending: "正在发送",
  sendAgain: "重新发送",
  editAndSend: "改一下再发",
  newMessages: "有新消息",
  quickReplies: "快捷回答",

  input: "说说出了什么问题",
  inputLabel: "要发送的内容",
  send: "发送",
  lettersLeft: (left: number) => `还能写 ${left} 字`,
  tooLong: (limit: number, over: number) => `一次最多 ${limit} 字，超了 ${over} 字，请分两次发。`,

  opening: "正在打开…",
  away: "网络断了，正在重连，你说的话不会丢。",
  notDelivered: "没发出去，请检查网络。",
  startedAgain: (caseNumber: string | null) =>
    caseNumber
      ? `之前的对话打不开了，给你新开了一个。原来的编号是 ${caseNumber}，请记下来。`
      : "之前的对话打不开了，给你新开了一个，麻烦再说一遍。",

  progress: "办理进度",
  phaseState: { done: "已办完", now: "正在办", todo: "还没到" },
  showCase: "看办理详情",
  caseStatus: { resolved: "已解决", closed: "已结束", handed_over: "人工处理中" },
  waitUntil: (day: string) => `等到 ${day}`,
  waitUntilAbout: (day: string) => `大约等到 ${day}`,
  overdue: (day: string) => `${day}已到期`,

  sheetTitle: "办理详情",
  close: "关闭",
  caseNumber: "编号",
  caseNumberHint: "打电话时报这个号。",
  step: "现在要做",
  known: "已经知道的",
  nothingKnown: "还没有。",
  missing: "还差这些",
  due: "等到哪天",
  dueEstimated: "按工作日估算，以对方答复为准。",
  facts: {
    order_number: "订单号",
    amount: "金额",
    transaction_time: "时间",
  } as Record<string, string>,
  yuan: (amount: string) => `${amount} 元`,

  yesterday: "昨天",
  weekdays: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
  monthDay: (month: number, day: number) => `${month}月${day}日`,
  yearMonthDay: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
  yearMonth: (year: number, month: number) => `${year}年${month}月`,
} as const;
