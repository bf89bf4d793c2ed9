"""What the fuzzer must know to get past the door: tokens, sessions, and ids of what there is.

Schemathesis loads this file (SCHEMATHESIS_HOOKS). FUZZED names the file that serve_for_fuzzing.py's
line was written to.
"""

import itertools
import json
import os
from pathlib import Path
from typing import Any

import schemathesis

HOUSE = json.loads(Path(os.environ["FUZZED"]).read_text(encoding="utf-8"))
TOKENS: dict[str, str] = HOUSE["tokens"]
SESSIONS: list[dict[str, str]] = HOUSE["sessions"]
CONVERSATIONS = list(TOKENS)

ENDS_THE_SESSION = ("/sign-out", "/password", "/totp", "/recovery-codes")
"""An administrator of their own for each such call: the one that all else is called with stays."""

_turn = itertools.count()
_next = itertools.cycle(range(2, len(SESSIONS)))


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any]) -> dict[str, Any]:
    """Two of three times a conversation that there is; ids made up are all alike."""
    if "conversation_id" in (path_parameters or {}) and next(_turn) % 3:
        chosen = CONVERSATIONS[next(_turn) % len(CONVERSATIONS)]
        return {**path_parameters, "conversation_id": chosen}
    return path_parameters


@schemathesis.auth(refresh_interval=None)
class Doors:
    """The token of the conversation asked for, or a session."""

    def get(self, case: Any, ctx: Any) -> dict[str, str]:
        return {"for": case.path}

    def set(self, case: Any, data: Any, ctx: Any) -> None:
        headers = dict(case.headers or {})
        if case.path.startswith("/api/v1/agent"):
            session = SESSIONS[0]
            if any(end in case.path for end in ENDS_THE_SESSION):
                session = SESSIONS[next(_next)]
            case.cookies = {**(case.cookies or {}), "zf_session": session["cookie"]}
            headers["X-CSRF-Token"] = session["csrf"]
        else:
            conversation = str((case.path_parameters or {}).get("conversation_id"))
            token = TOKENS.get(conversation, TOKENS[CONVERSATIONS[0]])
            headers["Authorization"] = f"Bearer {token}"
        case.headers = headers
