"""A sentence of knowledge/ as a colleague can say it: without buttons, and not in the bot's name."""

import re

_CLAUSE = re.compile(r"[^，。；？\n]*[，。；？\n]?")
_ONLY_THE_BOT = re.compile(r"我是账房|真人|转人工|点(?:一个|一下|最后一个|没说)")
_PAUSES, _STOPS = "，；", "。？\n"


def in_person(text: str) -> str:
    """The text without the clauses that only the bot can say; all of it if there are none.

    Args:
        text: as knowledge/ or domain.yml has it.
    """
    said = ""
    for clause in _CLAUSE.findall(text):
        if _ONLY_THE_BOT.search(clause):
            if said[-1:] in _PAUSES and clause[-1:] not in _PAUSES:
                said = said[:-1] + (clause[-1:] if clause[-1:] in _STOPS else "。")
        else:
            said += clause
    return said.strip()
