"""Every turn is a session of its own: it begins by taking up where the last one stopped."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn_action import FORM, METADATA_SLOT, REQUESTED_SLOT, conversation_events
from zhangfang.cases.case import CORE_FACTS, Conversation


class ActionSessionStart(Action):
    """Restores slots, and the form with the fact it was asking for, from the metadata."""

    def name(self) -> str:
        """Rasa's own name for it."""
        return "action_session_start"

    def run(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        """Restore."""
        metadata = tracker.get_slot(METADATA_SLOT) or {}
        conversation = Conversation.model_validate(metadata.get("conversation") or {})
        events: list[EventType] = [
            SessionStarted(),  # it empties every slot, the metadata's own too
            SlotSet(METADATA_SLOT, metadata),
            *conversation_events(conversation),
        ]
        if conversation.asking in CORE_FACTS:
            events += [ActiveLoop(FORM), SlotSet(REQUESTED_SLOT, conversation.asking)]
        return [*events, ActionExecuted("action_listen")]
