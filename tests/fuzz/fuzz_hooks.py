"""What the fuzzer must know to get past the door, and to meet things that there are.

Schemathesis loads this file (SCHEMATHESIS_HOOKS). FUZZED names the file that serve_for_fuzzing.py's
line was written to; into REACHED goes which calls answered what.
"""

import atexit
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import httpx
import schemathesis
from fuzz_fillings import FILLS, Filling
from fuzz_house import AGENT, API, House, Refused, Staff
from fuzz_links import add_links
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

HOUSE = House(json.loads(Path(os.environ["FUZZED"]).read_text(encoding="utf-8")))
ENDS_THE_SESSION = (
    "/sign-out", "/password", "/totp", "/totp/confirm", "/totp/remove", "/recovery-codes",
)  # fmt: skip
"""Or counts wrong tries: each such call is made in a session of its own."""

OPEN = (f"{AGENT}/sign-in", f"{AGENT}/oidc", f"{API}/resume")
"""Who signs in anew ends the session they had."""

LEAD = "administrator"
OFTEN, SOMETIMES = 0.7, 0.3
THERE_IS = re.compile(r"[0-9a-f]{32,64}|ZF-[0-9A-Z-]+|[1-9][0-9]?").fullmatch
"""Ids, case numbers and seqs as the house gives them; what is made up seldom looks so."""

_chance = Random(20)

_caller: Staff | None = None
"""Who makes the call under way, if not the lead."""

_reached: defaultdict[str, Counter[int]] = defaultdict(Counter)


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """What leads from one call to another."""
    add_links(raw_schema)


@schemathesis.auth(refresh_interval=None)
class Doors:
    """The token of the conversation asked for, a key of another system, or a session."""

    def get(self, case: Any, ctx: Any) -> dict[str, str]:
        return {"for": case.path}

    def set(self, case: Any, data: Any, ctx: Any) -> None:
        headers = dict(case.headers or {})
        if case.path.startswith(OPEN):
            return
        if case.path.startswith(AGENT):
            case.cookies = {**(case.cookies or {}), "zf_session": HOUSE.lead.cookie}
            headers["X-CSRF-Token"] = HOUSE.lead.csrf
        elif case.path.startswith(f"{API}/integration"):
            headers["Authorization"] = f"Bearer {HOUSE.key}"
        else:
            conversation = str((case.path_parameters or {}).get("conversation_id"))
            token = HOUSE.tokens.get(conversation, HOUSE.tokens[HOUSE.shops[0]])
            headers["Authorization"] = f"Bearer {token}"
        case.headers = headers


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Often, what was made up gives way to what there is, where it was made up well-formed."""
    global _caller
    _caller = None
    negative = case.meta is None or case.meta.generation.mode.is_negative
    if _chance.random() < (SOMETIMES if negative else OFTEN):
        _fill(case)
    _keep_the_lead(case)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Notes what was answered, and what opens things from now on."""
    _reached[f"{case.operation.method.upper()} {case.path}"][response.status_code] += 1
    if case.path == f"{API}/conversations" and response.status_code == httpx.codes.CREATED:
        opened = response.json()
        HOUSE.tokens[opened["id"]] = opened["token"]
    if case.path.endswith("/password") and response.status_code == httpx.codes.NO_CONTENT:
        assert _caller is not None
        _caller.account["password"] = case.body["new"]


@atexit.register
def _tell_what_was_reached() -> None:
    if into := os.environ.get("REACHED"):
        Path(into).write_text(json.dumps(_reached), encoding="utf-8")


def _fill(case: Any) -> None:
    given = case.path_parameters or {}
    shop = given.get("conversation_id")
    if shop not in HOUSE.tokens:
        shop = HOUSE.shop()
    fill = FILLS.get((case.method.upper(), case.path))
    try:
        filling = fill(HOUSE, shop) if fill else Filling()
    except Refused:
        return
    if not _is_bad(case, ParameterLocation.PATH):
        named = {"conversation_id": shop, **filling.path}
        given.update({it: named[it] for it in named if it in given and not _leads(case, given[it])})
    if isinstance(case.body, dict) and not _is_bad(case, ParameterLocation.BODY):
        for name, value in filling.body.items():
            case.body.pop(name, None)
            if value is not ...:
                case.body[name] = value
    if filling.staff:
        _calls(case, filling.staff)
    token = HOUSE.tokens.get(str(given.get("conversation_id")))
    if token and case.headers.get("Authorization") in _bearers():
        case.headers["Authorization"] = f"Bearer {token}"


def _leads(case: Any, given: Any) -> bool:
    """Whether this came from the answer of another call, along a link."""
    return case.meta.phase.name == TestPhase.STATEFUL and THERE_IS(str(given)) is not None


def _keep_the_lead(case: Any) -> None:
    """Nothing may be done to the account that the calls are made with, whatever comes out."""
    path = case.path_parameters or {}
    if path.get("agent") in HOUSE.ours:
        path["agent"] = HOUSE.spare
    if isinstance(case.body, dict) and case.body.get("totp_roles"):
        case.body["totp_roles"] = []
    if case.path.endswith("/second-factor") and isinstance(case.body, dict):
        case.body.update({"role": "agent"} if case.body.get("role") == LEAD else {})
    if _caller is None and case.path.endswith(ENDS_THE_SESSION):
        _calls(case, HOUSE.somebody())


def _calls(case: Any, staff: Staff) -> None:
    """Somebody else makes the call; what is left out on purpose stays left out."""
    global _caller
    _caller = staff
    if (case.cookies or {}).get("zf_session") == HOUSE.lead.cookie:
        case.cookies["zf_session"] = staff.cookie
    if case.headers.get("X-CSRF-Token") == HOUSE.lead.csrf:
        case.headers["X-CSRF-Token"] = staff.csrf


def _bearers() -> set[str]:
    return {f"Bearer {token}" for token in HOUSE.tokens.values()}


def _is_bad(case: Any, place: ParameterLocation) -> bool:
    return case.meta is not None and case.meta.is_negative_at(place)
