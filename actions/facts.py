"""The form: takes order number, amount and time, and asks for the next one."""

from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.turn_action import (
    FORM,
    REQUESTED_SLOT,
    TurnAction,
    conversation_events,
    speak,
    turn_from,
)
from zhangfang.cases.answers import inform
from zhangfang.cases.case import CORE_FACTS
from zhangfang.cases.context import in_context
from zhangfang.cases.facts import ask_fact, do_without, take_facts
from zhangfang.cases.next_step import Ask, next_step
from zhangfang.cases.turn import Turn
from zhangfang.cases.walking import go_on


class ValidateFactsForm(Action):
    """Takes what a message gives; leaves any message that is not an answer to the rules."""

    def name(self) -> str:
        """Rasa's own name for the form's validation."""
        return f"validate_{FORM}"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """Take facts, and decide which one the form asks for next."""
        turn = turn_from(tracker)
        answers = turn.reading.intent == "inform" and in_context(turn, inform) is inform
        if not answers or not take_facts(turn):
            raise ActionExecutionRejection(FORM, "the message gives no fact that was wanted")
        do_without(turn, turn.reading.refused)
        speak(dispatcher, turn, end=False)
        following = next_step(turn.guide, turn.case)
        asks_core = isinstance(following, Ask) and following.fact in CORE_FACTS
        wanted = following.fact if isinstance(following, Ask) and asks_core else None
        return [*conversation_events(turn.conversation), SlotSet(REQUESTED_SLOT, wanted)]


class AskFact(TurnAction):
    """Asks for the fact that the form wants; one class for each fact, as Rasa looks them up."""

    leaves_form = False

    @property
    @abstractmethod
    def fact(self) -> str:
        """Which fact."""

    def name(self) -> str:
        """Rasa's own name for a form's question."""
        return f"action_ask_{FORM}_{self.fact}"

    def decide(self, turn: Turn) -> None:
        """Ask."""
        ask_fact(turn, self.fact)


class AskOrderNumber(AskFact):
    """Asks for the order number."""

    fact = "order_number"


class AskAmount(AskFact):
    """Asks for the amount."""

    fact = "amount"


class AskTransactionTime(AskFact):
    """Asks for the time."""

    fact = "transaction_time"


class ActionNextStep(TurnAction):
    """The form is full: what comes next."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_next_step"

    def decide(self, turn: Turn) -> None:
        """Go on."""
        go_on(turn)


class ActionInform(TurnAction):
    """Facts that no form is waiting for, or a correction."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_inform"

    def decide(self, turn: Turn) -> None:
        """Take them."""
        inform(turn)
