"""The papers of a case, listed or taken away as files. What is taken leaves its hash in the log."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from zhangfang.cases.case import Case
from zhangfang.cases.history import history
from zhangfang.cases.letters import wanting, write
from zhangfang.cases.number import read_case_number
from zhangfang.cases.paper import Paper
from zhangfang.cases.wording import fact_name
from zhangfang.desk.paper_views import PAPERS, Format, MissingFact, PaperList, PaperView
from zhangfang.desk.record_errors import NothingToWriteError
from zhangfang.guides.model import DocumentId, Knowledge
from zhangfang.papers.docx import docx
from zhangfang.papers.evidence.agent_lines import name_of
from zhangfang.papers.pdf import pdf
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.moments import stamp

PAPER_TAKEN = "paper_taken"
"""The kind of the event."""


@dataclass(frozen=True, slots=True)
class File:
    """A file on its way to the merchant."""

    name: str
    content: bytes


def papers_of(
    database: Database, knowledge: Knowledge, conversation: str, number: str | None
) -> PaperList:
    """What can be written for a case: for the one being worked on, or the latest, if none is named.

    Raises:
        NothingToWriteError: there is no such case in this conversation.
    """
    case = _case(database, conversation, number)
    return PaperList(case=case.number, papers=[_view(knowledge, case, kind) for kind in PAPERS])


def take(
    database: Database,
    knowledge: Knowledge,
    conversation: str,
    kind: DocumentId,
    format_: Format,
    number: str | None,
    now: datetime,
) -> File:
    """A paper as a file, and on record with its hash.

    Raises:
        NothingToWriteError: there is no such case in this conversation.
    """
    case = _case(database, conversation, number)
    paper = write(
        knowledge, case, kind, now, history(knowledge, case, _helped(database, conversation))
    )
    content = _printed(paper, format_)
    taken = log.Draft(
        kind=PAPER_TAKEN,
        actor="merchant",
        origin="observed",
        at=stamp(now),
        body={
            "paper": kind,
            "format": format_,
            "sha256": hashlib.sha256(content).hexdigest(),
            "case": case.number,
        },
    )
    with database.write() as connection:
        log.append(connection, conversation, [taken])
    return File(name=f"{paper.title}-{case.number}.{format_}", content=content)


def _helped(database: Database, conversation: str) -> list[tuple[str, str]]:
    """When who of customer service took the conversation over."""
    with database.read() as connection:
        taken = log.of_kinds(connection, conversation, ("taken",))
    names = [(it.event.at, name_of(it.content or {})) for it in taken]
    return [(at, f"客服 {name} 接手") for at, name in names if name]


def _case(database: Database, conversation: str, number: str | None) -> Case:
    with database.read() as connection:
        state = conversations.state(connection, conversation)
    if number is None:
        found = state.case or next(reversed(state.cases), None)
    else:
        wanted = read_case_number(number)
        found = next((case for case in state.cases if case.number == wanted), None)
    if found is None:
        raise NothingToWriteError
    return found


def _view(knowledge: Knowledge, case: Case, kind: DocumentId) -> PaperView:
    letter = knowledge.letters[kind]
    missing = wanting(knowledge, case, kind)
    return PaperView(
        kind=kind,
        name=letter.name,
        use=letter.use,
        now=case.phase in letter.phases,
        ready=not missing,
        missing=[
            MissingFact(id=fact, name=fact_name(knowledge, case.family, fact)) for fact in missing
        ],
    )


def _printed(paper: Paper, format_: Format) -> bytes:
    match format_:
        case "txt":
            return f"{paper.as_text()}\n".encode()
        case "pdf":
            return pdf(paper)
        case "docx":
            return docx(paper)
