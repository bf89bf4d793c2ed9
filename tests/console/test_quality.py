"""What agents write and do is checked by rules in knowledge/, and a supervisor has the last word."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from small_world import World, number_of
from staff import Staff, console_of

from zhangfang.console.supervision import quality as checks
from zhangfang.console.supervision import quality_api, supervising
from zhangfang.desk.erasure import erase_by_operator
from zhangfang.guides.quality import Quality, WordsRule, clause_that_breaks
from zhangfang.store import log

FILES = ("quality_lines.yml", "quality_plain_lines.yml")
ALL: list[dict[str, Any]] = [
    line
    for file in FILES
    for part in YAML(typ="safe").load(Path(__file__).parent / file).values()
    for line in part
]
SPAN = {"since": "2026-11-01", "until": "2026-11-30"}


def broken_by(quality: Quality, text: str) -> list[str]:
    return [
        rule.id
        for rule in quality.rules
        if isinstance(rule, WordsRule) and clause_that_breaks(rule, text)
    ]


@pytest.mark.parametrize("line", ALL, ids=[line["says"] for line in ALL])
def test_line(line: dict[str, Any], knowledge) -> None:
    """Each sentence breaks the rule that its file says, and no other."""
    is_found = line["breaks"] and not line.get("missed")
    assert broken_by(knowledge.quality, line["says"]) == ([line["breaks"]] if is_found else [])


def test_every_rule_of_words_is_tried_both_ways(knowledge) -> None:
    tried = Counter(line["breaks"] for line in ALL)
    words = {rule.id for rule in knowledge.quality.rules if isinstance(rule, WordsRule)}
    assert set(tried) == {*words, None}
    assert min(tried.values()) >= 20


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("验证码收到了吗？发我一下，谢谢", "发我一下，"),
        ("验证码，小票，都收好", None),
        ("验证码别给人。小票拍一下，发我", None),
    ],
)
def test_what_is_asked_for_may_stand_before_the_asking(text, clause, knowledge) -> None:
    [rule] = [it for it in knowledge.quality.rules if it.id == "private_data"]
    found = clause_that_breaks(rule, text)
    assert (text[slice(*found)] if found else None) == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("你好，我看过了。这笔钱保证到账，你放心。", "这笔钱保证到账，"),
        ("放心！保 证 到 账", "保 证 到 账"),
        ("ＰＯＳ　没问题，１００％退款", "１００％退款"),
        ("不能保证到账，但我保证到账", "但我保证到账"),
    ],
)
def test_the_clause_is_found_in_the_text_as_it_was_typed(text, clause, knowledge) -> None:
    [rule] = [it for it in knowledge.quality.rules if it.id == "promise"]
    begin, end = clause_that_breaks(rule, text)
    assert text[begin:end] == clause


# Monday 16 to Friday 20 November 2026, office hours 9 to 18.
TALKS: dict[str, list[list[Any]]] = {
    "promised": [
        ["2026-11-16 09:50", "says", "钱呢"],
        ["2026-11-16 09:50", "opens", "not_arrived"],
        ["2026-11-16 10:00", "waiting", "asked"],
        ["2026-11-16 10:01", "taken", "zhou"],
        ["2026-11-16 10:02", "answers", ["zhou", "你放心，三天之内保证到账。"]],
        ["2026-11-16 10:03", "says", "真的？"],
        ["2026-11-16 10:04", "answers", ["zhou", "别的我不敢打包票。"]],
        ["2026-11-16 10:05", "given_back", "handed_back"],
    ],
    "slow": [
        ["2026-11-16 17:55", "waiting", "asked"],
        ["2026-11-17 09:04", "taken", "lin"],
        ["2026-11-17 09:06", "answers", "lin"],  # open 5 + 6 minutes: 11
        ["2026-11-17 09:10", "says", "在吗"],
        ["2026-11-17 09:12", "says", "还在吗"],
        ["2026-11-17 09:26", "answers", "lin"],  # 16 minutes since the first
        ["2026-11-17 09:30", "says", "行吧"],
        ["2026-11-17 09:44", "answers", "lin"],  # 14 minutes are not slow
    ],
    "in_time": [
        ["2026-11-16 17:55", "waiting", "asked"],
        ["2026-11-17 09:04", "answers", "lin"],  # whoever says it: the night does not count
    ],
    "skipped": [
        ["2026-11-16 10:00", "opens", "overcharged"],
        ["2026-11-16 10:00", "taken", "zhou"],
        ["2026-11-16 10:00", "answers", "zhou"],
        [
            "2026-11-16 10:10",
            "closes",
            {
                "by": "zhou",
                "status": "closed",
                "with": {"open_steps": ["find_record"], "override": "商户说钱已经回来了"},
            },
        ],
    ],
    "unconfirmed": [
        ["2026-11-16 10:00", "opens", "overcharged"],
        ["2026-11-16 10:00", "phase", "submit"],
        ["2026-11-16 10:00", "phase", "wait"],
        ["2026-11-16 10:10", "closes", {"by": "zhou", "status": "resolved"}],
    ],
    "confirmed": [
        ["2026-11-16 10:00", "opens", "overcharged"],
        ["2026-11-16 10:00", "confirms"],
        ["2026-11-16 10:00", "phase", "wait"],
        ["2026-11-16 10:10", "closes", {"by": "zhou", "status": "resolved"}],
    ],
    "by_the_merchant": [
        ["2026-11-16 10:00", "opens", "overcharged"],
        ["2026-11-16 10:00", "phase", "wait"],
        ["2026-11-16 10:10", "ends", "resolved"],
    ],
    "never_answered": [
        ["2026-11-16 10:00", "waiting", "asked"],
        ["2026-11-16 10:00", "taken", "zhou"],
        ["2026-11-16 10:30", "queued_again", "no_answer"],
    ],
    "silent_hand_back": [
        ["2026-11-16 10:00", "taken", "zhou"],
        ["2026-11-16 10:01", "answers", "zhou"],
        ["2026-11-16 10:02", "says", "那我怎么办"],
        ["2026-11-16 10:03", "given_back", "handed_back"],
    ],
    "passed_on": [
        ["2026-11-16 10:00", "taken", "zhou"],
        ["2026-11-16 10:01", "queued_again", "transferred"],
    ],
}
BROKEN = {
    ("promised", 5): "promise",
    ("slow", 3): "slow_first_answer",
    ("slow", 6): "slow_answer",
    ("skipped", 4): "step_skipped",
    ("unconfirmed", 4): "unconfirmed",
    ("never_answered", 3): "never_answered",
    ("silent_hand_back", 4): "silent_hand_back",
}


@pytest.fixture
async def world(console) -> World:
    made = World(console_of(console))
    for name, lines in TALKS.items():
        made.conversation(name, lines)
    return made


async def quality(lead: Staff, **chosen: str) -> dict[str, Any]:
    answer = await lead.get("/quality", params={**SPAN, **chosen})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_what_was_done_and_left_undone_is_found(world, supervisor):
    found = await quality(supervisor)
    breaches = {(world.of(it["conversation"]), it["seq"]): it["rule"] for it in found["breaches"]}
    assert breaches == BROKEN
    assert found["checked"] == 6  # those that an agent took
    assert {rule["id"] for rule in found["rules"]} > set(BROKEN.values())


async def test_a_breach_says_what_it_is_about(world, supervisor):
    found = {it["rule"]: it for it in (await quality(supervisor))["breaches"]}
    promise = found["promise"]
    assert promise["excerpt"] == "你放心，三天之内保证到账。"
    assert promise["case_number"] == number_of("promised")
    assert promise["agent"] == {"id": world.agents["zhou"], "name": "zhou"}
    assert promise["at"] == "2026-11-16T10:02:00.000+08:00"
    assert found["slow_first_answer"]["excerpt"] == "等了 11 分钟才有回音"
    assert found["slow_answer"]["excerpt"] == "等了 16 分钟才有回音"
    assert found["step_skipped"]["excerpt"] == "跳过的理由：商户说钱已经回来了"


async def test_chosen_by_rule_agent_and_day(world, supervisor):
    [only] = (await quality(supervisor, rule="promise"))["breaches"]
    assert only["rule"] == "promise"
    of_lin = await quality(supervisor, agent=world.agents["lin"])
    assert {it["rule"] for it in of_lin["breaches"]} == {"slow_first_answer", "slow_answer"}
    assert of_lin["checked"] == 1
    later = await quality(supervisor, since="2026-11-17", until="2026-11-17")
    assert {it["rule"] for it in later["breaches"]} == {"slow_first_answer", "slow_answer"}


async def test_the_words_are_kept_nowhere_in_clear(world, supervisor, database_file):
    """They are decrypted when somebody looks."""
    await quality(supervisor)
    kept = b"".join(path.read_bytes() for path in database_file.parent.glob("zhangfang.db*"))
    assert "保证到账".encode() not in kept


async def test_what_is_dismissed_stays_so_and_is_on_record(world, supervisor, console):
    [promise] = (await quality(supervisor, rule="promise"))["breaches"]
    path = f"/quality/{promise['id']}/dismiss"
    answer = await supervisor.post(path, json={"reason": "是银行的人说的"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {**promise, "dismissed": True, "dismissal": "是银行的人说的"}

    with world.console.desk.database.write() as connection:
        log.append(
            connection,
            world.conversations["promised"],
            [
                log.Draft(
                    "message",
                    "merchant",
                    "merchant_said",
                    "2026-11-16T11:00:00.000+08:00",
                    content={"text": "好"},
                )
            ],
        )
    [again] = (await quality(supervisor, rule="promise"))["breaches"]
    assert again["dismissal"] == "是银行的人说的"
    with world.console.desk.database.read() as connection:
        [on_record] = log.of_kinds(connection, supervisor.id, ("breach_dismissed",))
    assert on_record.event.body == {}
    assert on_record.content["rule"] == "promise"
    assert on_record.content["reason"] == "是银行的人说的"


async def test_a_dismissal_needs_a_reason_a_breach_and_a_supervisor(world, supervisor, agent):
    [promise] = (await quality(supervisor, rule="promise"))["breaches"]
    path = f"/quality/{promise['id']}/dismiss"
    for reason in ("  ", "长" * 501):
        answer = await supervisor.post(path, json={"reason": reason})
        assert answer.json()["error"]["field"] == "reason"
    unknown = await supervisor.post("/quality/no-such/dismiss", json={"reason": "不算"})
    assert unknown.status_code == 404
    assert (await agent.post(path, json={"reason": "不算"})).status_code == 403
    assert (await agent.get("/quality")).status_code == 403


async def test_what_was_erased_breaks_nothing_any_more(world, supervisor):
    await quality(supervisor)
    own = world.conversations["promised"]
    now = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
    erase_by_operator(world.console.desk.database, own, now)
    rules = {it["rule"] for it in (await quality(supervisor))["breaches"]}
    assert rules == set(BROKEN.values()) - {"promise"}


async def test_changed_rules_check_everything_anew_and_keep_dismissals(world, supervisor):
    sources = world.console.desk.sources
    [promise] = (await quality(supervisor, rule="promise"))["breaches"]
    await supervisor.post(f"/quality/{promise['id']}/dismiss", json={"reason": "不算"})

    rules = [
        rule.model_copy(update={"minutes": 5}) if rule.id == "slow_answer" else rule
        for rule in sources.knowledge.quality.rules
    ]
    changed = sources.knowledge.model_copy(update={"quality": Quality(rules=tuple(rules))})
    supervising.catch_up(sources._replace(knowledge=changed))

    with world.console.desk.database.read() as connection:
        found = supervising.breaches.between(connection, "2026", "2027")
    assert Counter(it.rule for it in found)["slow_answer"] == 2
    [kept] = [it for it in found if it.rule == "promise"]
    assert kept.dismissal == "不算"


async def test_how_often_each_rule_was_broken_is_counted_beyond_what_is_listed(
    world, supervisor, monkeypatch
):
    monkeypatch.setattr(checks, "MOST", 2)
    found = await quality(supervisor)
    assert (len(found["breaches"]), found["more"], found["behind"]) == (2, True, False)
    counts = {rule["id"]: rule["count"] for rule in found["rules"] if rule["count"]}
    assert counts == Counter(BROKEN.values())
    [last] = (await quality(supervisor, rule="promise"))["breaches"]
    await supervisor.post(f"/quality/{last['id']}/dismiss", json={"reason": "不算"})
    found = await quality(supervisor, rule="promise")
    assert (len(found["breaches"]), found["more"]) == (1, False)
    assert {rule["id"] for rule in found["rules"] if rule["count"]} == {*counts} - {"promise"}


async def test_while_some_are_not_checked_yet_that_is_said_and_nothing_exported(
    world, supervisor, monkeypatch
):
    monkeypatch.setattr(quality_api, "catch_up", lambda _sources: False)
    assert (await quality(supervisor))["behind"] is True
    assert (await supervisor.get("/figures", params=SPAN)).json()["behind"] is True
    refused = await supervisor.get("/exports/quality.csv", params=SPAN)
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "still_counting")
    assert refused.headers["retry-after"] == "30"
