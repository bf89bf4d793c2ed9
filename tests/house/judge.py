"""Judges one turn of a dialogue by what the merchant API shows.

The keys of the acceptance samples are explained in their README. Our own dialogues have these too:

* `says`, `says_not`: every one of these strings is in the reply, none of them is.
* `says_any`: one of them is.
* `silent`: the bot says nothing, or does. `new_words`: not what it said the turn before.
* `asking`: the fact that is wanted next. `step`: id of the step on the table.
* `status`; `due`: the day until which somebody has time, as a prefix, or null.
* `rung`: states of rungs of the ladder, by id. `others`: families of the other open cases.
* `choices`, `choices_not`: labels of quick replies under the last bubble that has any.
* `human`: whether a person was asked for.
* `facts`: as `slots`, and null where nothing may be known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PHASES = ["verify", "contact", "submit", "wait", "escalate"]

ASKED_BY = {
    "order_number": ("单号", "订单", "流水号"),
    "amount": ("多少钱", "金额", "多少"),
    "transaction_time": ("哪天", "几点", "什么时候", "时间"),
}
LADDER = (
    "12363",
    "12315",
    "95516",
    "银联",
    "人民银行",
    "支付清算协会",
    "投诉",
    "法院",
    "律师",
    "网点",
)
REFUSED = ("帮不上", "只管", "没看明白")
NOT_UNDERSTOOD = ("听不懂", "没听懂")


@dataclass(frozen=True)
class Seen:
    """What stands after a turn: the replies, the case, and the case as it stood before."""

    replies: list[dict[str, Any]]
    case: dict[str, Any]
    before: dict[str, Any] | None
    transcript: str

    @property
    def words(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def labels(self) -> list[str]:
        """What can be tapped now."""
        offered = [reply["choices"] for reply in self.replies if reply["choices"]]
        return [choice["label"] for choice in offered[-1]] if offered else []

    @property
    def question(self) -> str:
        """The last bubble: what is asked now."""
        return self.replies[-1]["text"] if self.replies else ""


def failures(expect: dict[str, Any], seen: Seen) -> list[str]:
    """What is not as expected, one line each."""
    return [
        f"{key}: {wanted!r} expected; case {_short(seen.case)}; said {seen.words!r} {seen.labels}"
        for key, wanted in expect.items()
        if not CHECKS[key](wanted, seen)
    ]


def _asks(names: list[str], seen: Seen) -> bool:
    return any(word in seen.question for name in names for word in ASKED_BY[name])


def _slots(wanted: dict[str, Any], seen: Seen) -> bool:
    return all(_same(name, value, seen.case["facts"].get(name)) for name, value in wanted.items())


def _same(name: str, wanted: Any, found: str | None) -> bool:
    if found is None:
        return False
    if name == "amount":
        return float(found) == float(wanted)
    return found.startswith(str(wanted))


def _kept(_: Any, seen: Seen) -> bool:
    before = seen.before["facts"] if seen.before else {}
    return all(seen.case["facts"].get(name) == value for name, value in before.items() if value)


def _not_later(_: Any, seen: Seen) -> bool:
    before = seen.before["phase"] if seen.before else None
    return before is None or PHASES.index(seen.case["phase"]) <= PHASES.index(before)


def _phase(wanted: str, seen: Seen) -> bool:
    return bool(seen.case["phase"] == wanted)


def _answered(_: Any, seen: Seen) -> bool:
    return bool(seen.words) and not any(word in seen.words for word in NOT_UNDERSTOOD)


def _helped(_: Any, seen: Seen) -> bool:
    repeated = seen.before is not None and seen.words == seen.before.get("said")
    return _answered(None, seen) and not repeated


def _facts(wanted: dict[str, Any], seen: Seen) -> bool:
    return all(
        not seen.case["facts"].get(name)
        if value is None
        else _same(name, value, seen.case["facts"].get(name))
        for name, value in wanted.items()
    )


def _due(wanted: str | None, seen: Seen) -> bool:
    due = seen.case["due_at"]
    return due is None if wanted is None else bool(due) and due.startswith(str(wanted))


def _step(wanted: str | None, seen: Seen) -> bool:
    step = seen.case["step"]
    return (step["id"] if step else None) == wanted


def _rungs(wanted: dict[str, str], seen: Seen) -> bool:
    states = {rung["id"]: rung["state"] for rung in seen.case["ladder"]}
    return all(states.get(name) == state for name, state in wanted.items())


def _others(wanted: list[str], seen: Seen) -> bool:
    still_open = [other["family"] for other in seen.case["others"] if other["status"] == "open"]
    return sorted(still_open) == sorted(wanted)


CHECKS: dict[str, Callable[[Any, Seen], bool]] = {
    "says": lambda wanted, seen: all(words in seen.words for words in _many(wanted)),
    "says_any": lambda wanted, seen: any(words in seen.words for words in wanted),
    "says_not": lambda wanted, seen: not any(words in seen.words for words in _many(wanted)),
    "silent": lambda wanted, seen: (not seen.words) == wanted,
    "new_words": lambda _, seen: _helped(None, seen),
    "asking": lambda wanted, seen: seen.case["missing"][:1] == ([wanted] if wanted else []),
    "step": _step,
    "status": lambda wanted, seen: seen.case["status"] == wanted,
    "due": _due,
    "rung": _rungs,
    "others": _others,
    "choices": lambda wanted, seen: set(wanted) <= set(seen.labels),
    "choices_not": lambda wanted, seen: not set(wanted) & set(seen.labels),
    "human": lambda wanted, seen: seen.case["human"]["asked"] == wanted,
    "facts": _facts,
    "family": lambda wanted, seen: seen.case["family"] == wanted,
    "family_in": lambda wanted, seen: (
        seen.case["family"] in wanted or {o["family"] for o in seen.case["others"]} <= set(wanted)
    ),
    "phase": _phase,
    "phase_after": _phase,
    "phase_in": lambda wanted, seen: seen.case["phase"] in wanted,
    "no_phase_advance": _not_later,
    "slots": _slots,
    "slots_kept": _kept,
    "slots_absent": lambda wanted, seen: not any(seen.case["facts"].get(name) for name in wanted),
    "asks_for": _asks,
    "asks_once": lambda _, seen: len({r["text"] for r in seen.replies}) == len(seen.replies),
    "asks_for_not": lambda wanted, seen: not any(_asks([name], seen) for name in wanted),
    "escalation_offered": lambda _, seen: any(word in seen.words for word in LADDER),
    "handoff": lambda _, seen: "人工" in seen.words,
    "stuck_help": _helped,
    "answers": _answered,
    "resumes": _answered,
    "redirects": lambda _, seen: any(word in seen.words for word in REFUSED),
    "clarifies": lambda _, seen: "？" in seen.words,
    "acknowledges_both": lambda _, seen: "两件事" in seen.words,
    "masked": lambda _, seen: True,  # judged by must_not_echo
    "must_not_echo": lambda wanted, seen: (
        not any(secret in text for secret in wanted for text in (seen.words, seen.transcript))
    ),
    "evidence_help": lambda _, seen: "截" in seen.words or "录音" in seen.words,
    "status_reply": lambda _, seen: bool(seen.case["number"]) and seen.case["number"] in seen.words,
    "no_fabrication": lambda _, seen: (
        not any(word in seen.words for word in ("已退款", "退款成功", "已经退", "已到账"))
    ),
    "deescalates": _answered,
    "restarted": lambda _, seen: seen.case["family"] is None,
    "ends_politely": _answered,
    "not_lost": _answered,
}


def _many(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _short(case: dict[str, Any]) -> str:
    facts = {name: value for name, value in case["facts"].items() if value}
    step = case["step"]["id"] if case["step"] else None
    return f"{case['family']}/{case['phase']}/{step} {case['status']} {case['due_at']} {facts}"
