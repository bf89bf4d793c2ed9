"""What every action does: tracker in, engine's decision, events and replies out."""

import logging
import traceback
from abc import ABC, abstractmethod
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.content import knowledge
from zhangfang.cases.case import CORE_FACTS, Conversation
from zhangfang.cases.engine import handle
from zhangfang.cases.nlu_answer import kept, reading_of
from zhangfang.cases.options import HUMAN
from zhangfang.cases.reading import Reading
from zhangfang.cases.turn import NOTHING_MORE, Reply, Turn

logger = logging.getLogger(__name__)

FORM = "facts_form"
REQUESTED_SLOT = "requested_slot"
METADATA_SLOT = "session_started_metadata"


class TurnAction(Action, ABC):
    """Runs one decision of the engine over the conversation that the tracker carries."""

    leaves_form = True
    """Whether the form is over with this action; the next turn restores it if need be."""

    @abstractmethod
    def decide(self, turn: Turn) -> None:
        """Fill the turn with changes and replies."""

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002  (rasa-sdk's signature)
    ) -> list[EventType]:
        """Decide, speak, and hand the new conversation on.

        A fault of ours would break the turn off the same way at every attempt, and hold up all
        that the merchant says after it. So it is owned up to, and changes nothing.
        """
        turn = turn_from(tracker)
        try:
            handle(turn, self.decide)
        except Exception as error:  # noqa: BLE001
            logger.error("%s failed at %s", self.name(), _place(error))  # noqa: TRY400
            turn = turn_from(tracker)
            turn.utter("utter_went_wrong", HUMAN)
        speak(dispatcher, turn, end=True, reading=kept(tracker.latest_message))
        left = leave_form(tracker) if self.leaves_form else []
        return [*conversation_events(turn.conversation), *left]


def _place(error: Exception) -> str:
    """Where it happened; the error's own words may quote the merchant."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno} ({type(error).__name__})"


def turn_from(tracker: Tracker) -> Turn:
    """The turn that a tracker stands for.

    Raises:
        RuntimeError: `action_session_start` did not get through, so the conversation is unknown.
            Answering from an empty one would forget the case; the desk runs the turn again.
    """
    metadata = tracker.get_slot(METADATA_SLOT) or {}
    conversation = tracker.get_slot("conversation")
    if conversation is None:
        raise RuntimeError("the session was not restored: action_session_start has failed")
    return Turn(
        knowledge=knowledge(),
        conversation=Conversation.model_validate(conversation),
        reading=reading_from(tracker.latest_message, metadata),
        now=datetime.fromisoformat(metadata["now"]),
        numbers=iter(metadata.get("numbers", ())),
    )


def reading_from(message: dict[str, Any], metadata: dict[str, Any]) -> Reading:
    """What NLU made of the message, or what the tapped quick reply carries."""
    text = metadata.get("text") or message.get("text")
    return reading_of(kept(message), {**metadata, "text": text}, knowledge())


def speak(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    *,
    end: bool,
    reading: dict[str, Any] | None = None,
) -> None:
    """Send the bubbles, then the changes beside them.

    `end` tells the desk that the turn came to its end; without it the turn is run again. `reading`
    is what the message was read as, for the agents' console.
    """
    for reply in turn.replies:
        buttons = [{"title": option.label, "payload": option.payload} for option in reply.options]
        _utter(dispatcher, reply, buttons)
    dispatcher.utter_message(json_message={**beside(turn), "end": end, "reading": reading})


def beside(turn: Turn) -> dict[str, Any]:
    """What goes beside the bubbles: the changes, what pages lay out, which responses were uttered."""
    return {
        "changes": [change.model_dump(mode="json") for change in turn.changes],
        "shown": [
            {
                "bubble": place,
                **reply.shows.model_dump(mode="json"),
                "response": reply.response,
                "values": reply.values,
            }
            for place, reply in enumerate(turn.replies)
            if reply.response or reply.shows != NOTHING_MORE
        ],
    }


def conversation_events(conversation: Conversation) -> list[EventType]:
    """Slots for whatever runs after this action in the same turn."""
    case = conversation.case
    facts = {name: case.fact(name) if case else None for name in CORE_FACTS}
    return [
        SlotSet("conversation", conversation.model_dump(mode="json")),
        SlotSet("family", case.family if case else None),
        SlotSet("phase", case.phase if case else None),
        *(SlotSet(name, value) for name, value in facts.items()),
    ]


def leave_form(tracker: Tracker) -> list[EventType]:
    """The next turn restores the form if a fact is still asked for; this one is over."""
    if not tracker.active_loop_name:
        return []
    return [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]


def _utter(dispatcher: CollectingDispatcher, reply: Reply, buttons: list[dict[str, Any]]) -> None:
    if reply.response:
        dispatcher.utter_message(response=reply.response, buttons=buttons, **reply.values)
    else:
        dispatcher.utter_message(text=reply.text, buttons=buttons)
