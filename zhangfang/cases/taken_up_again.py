"""What the bot says when a person leaves a conversation to it: where the case stands, and what is next."""

from datetime import datetime

from zhangfang.cases.answers import working
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import HumanDone
from zhangfang.cases.reading import Reading
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import offer_again
from zhangfang.guides.model import Knowledge


def take_up_again(
    knowledge: Knowledge, conversation: Conversation, now: datetime, *, is_done: bool
) -> Turn:
    """The open step or question in full, if there is a case to go on with.

    Args:
        knowledge: all guides.
        conversation: as the person left it.
        now: local time.
        is_done: whether nobody is waited for any more.
    """
    turn = Turn(knowledge, conversation, Reading(), now, iter(()))
    if is_done and conversation.human_asked:
        turn.change(HumanDone())
    if working(turn):
        offer_again(turn, in_full=True)
    return turn
