"""A paper is asked for: written into the chat, and ready to download."""

from zhangfang.cases.change import PaperWritten
from zhangfang.cases.history import history
from zhangfang.cases.letters import write
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import DocumentId


def write_paper(turn: Turn, paper: DocumentId) -> None:
    """The paper as text, then back to what was open."""
    case = turn.case
    written = write(turn.knowledge, case, paper, turn.now, history(turn.knowledge, case))
    place = len(turn.replies)
    turn.change(PaperWritten(paper=paper, case=case.number, bubble=place))
    turn.utter("utter_paper", name=written.name, text=written.as_text().replace("\n\n", "\n"))
    offer_again(turn)
