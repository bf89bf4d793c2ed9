"""What was read off a merchant's slip and is not in the case, for an agent to take with a click."""

from datetime import datetime

from zhangfang.cases.by_agent import is_open
from zhangfang.cases.case import Case
from zhangfang.cases.slip import left_to_take
from zhangfang.cases.wording import fact_words
from zhangfang.console.conversation.conversation_views import SlipOffer
from zhangfang.desk.slips_on_record import printed
from zhangfang.papers.evidence.case_words import CaseWords
from zhangfang.store.log import Entry


def slip_offers(
    entry: Entry | None, file: int, case: Case | None, words: CaseWords, now: datetime
) -> list[SlipOffer]:
    """The facts of a slip that an open case lacks, or has otherwise.

    Args:
        entry: what was read of the file; None: nothing.
        file: its seq.
        case: the one being worked on.
        words: what facts are called.
        now: local time.
    """
    if entry is None or case is None or not is_open(case):
        return []
    read = [printed(field, file) for field in (entry.content or {}).get("fields", ())]
    return [
        SlipOffer(
            id=one.name,
            name=words.fact_name(one.name),
            words=fact_words(one.name, one.fact, now.year),
            value=one.fact.value,
            doubtful=not one.sure,
            instead=fact_words(one.name, known, now.year)
            if (known := case.facts.get(one.name))
            else None,
        )
        for one in left_to_take(case.facts, read)
    ]
