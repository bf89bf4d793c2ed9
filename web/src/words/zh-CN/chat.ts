/** What bubbles, their menu and the composer say. */
export const chatWords = {
  openMenu: "这条消息能做什么",
  bubbleMenu: { copy: "复制", select: "选字", quote: "引用", recall: "撤回", cancel: "不发了", save: "保存原件" },
  selectTitle: "选字",
  selectHint: "按住字，选要的几个。",
  copyAll: "全部复制",

  recalled: "你撤回了一条消息",
  editAgain: "重新编辑",
  notRecalled: "没撤回。看看网络，再试一次。",

  nameOf: { merchant: "你", bot: "账房", agent: "人工客服", system: "系统" },
  saidBy: (name: string, words: string) => `${name}：${words}`,
  quoting: "引用",
  dropQuote: "不引用了",
  quotedGone: "引用的消息撤回了",
  toQuoted: "回到引用的那条",

  stepsToTick: "做好一样，勾一样",
  doneStep: (title: string) => `做好了：${title}`,
  summary: "核对一下",
  handOver: "转人工",
  paperNames: {
    appeal_letter: "情况说明",
    call_script: "电话怎么说",
    material_list: "材料清单",
    timeline: "时间线",
    written_demand: "催款信",
  } as Record<string, string>,
};
