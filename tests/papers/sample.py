"""A paper with one of every block."""

from zhangfang.cases.paper import (
    Block,
    Heading,
    Items,
    Note,
    Paper,
    Paragraph,
    Rows,
    Salutation,
    SignOff,
)

EVERY_BLOCK: tuple[Block, ...] = (
    Salutation(text="________（收单机构全称）："),
    Heading(text="一、是哪一笔"),
    Rows(layout="facts", rows=(("订单号", "TK20261121066"), ("金额", "1288.50 元"))),
    Paragraph(text="我店对下面这笔扣款有异议，请贵公司核实处理。"),
    Items(items=("请说明这笔扣款的名目。", "请书面答复。")),
    Items(items=("小票", "执照", "身份证", "银行流水", "协议", "聊天记录", "扣费页截图")),
    Rows(layout="materials", rows=(("进货单", "店里留的那一联。"),)),
    Rows(layout="timeline", rows=(("2026年11月20日 14:03", "发生交易"),)),
    SignOff(lines=("商户名称（盖章）：________________", "日期：______ 年 ____ 月 ____ 日")),
    Note(text="注：条文以官方文本为准。"),
)

HOSTILE = {
    "typst code": '#import "@preview/x:1.0.0": *',
    "typst function": "#read(\"/etc/passwd\") #panic()",
    "emphasis": "*粗* _斜_ `码` ~波~ --- ...",
    "formula": "$ sum_(x) $ 100$",
    "label and reference": "<label> @ref #label",
    "backslashes": "C:\\new\\table \\u{48} \\\\",
    "heading and lists": "= 标题 + 一 - 二 / 三: 四 1. 五",
    "comments": "// 注 /* 注 */ https://example.com",
    "brackets and quotes": "[#] {#} (\"') \"引\" '号'",
    "xml": "<w:p>&amp;</w:p> ]]> <!-- -->",
    "rare characters": "囍龘犇㎡℃①…—〇",
}  # fmt: skip


def a_paper(*blocks: Block, title: str = "申诉书") -> Paper:
    return Paper(
        kind="appeal_letter",
        name="情况说明",
        title=title,
        use="签字盖章。",
        case="ZF-20261122-K7YM-4",
        day="2026-11-22",
        blocks=blocks or EVERY_BLOCK,
        footer="案件编号 ZF-20261122-K7YM-4，2026年11月22日起草",
    )


def words_of(paper: Paper) -> list[str]:
    """Every text that must be found in a file made from the paper."""
    found = [paper.title, paper.footer]
    for block in paper.blocks:
        match block:
            case Items():
                found += block.items
            case Rows():
                found += [text for row in block.rows for text in row]
            case SignOff():
                found += block.lines
            case _:
                found.append(block.text)
    return found


def without_spaces(text: str) -> str:
    """Where a line broke is not kept in a file; nor are the thin spaces beside Latin letters."""
    return "".join(text.split())
