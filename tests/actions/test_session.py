"""The actions over a tracker as Rasa sends it: what a turn starts from, and what it must not."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.answers import ActionGreet
from actions.facts import AskAmount, ValidateFactsForm
from actions.session import ActionSessionStart
from zhangfang.cases.case import Conversation
from zhangfang.cases.change import Asked, CaseOpened, HumanAsked
from zhangfang.cases.fold import apply
from zhangfang.cases.turn import Turn

NOW = "2026-11-22T10:00:00+08:00"


def asking_for_amount() -> dict[str, Any]:
    opened = CaseOpened(number="ZF-20261122-AAAA-1", family="overcharged", at=NOW)
    conversation = apply(apply(Conversation(), opened), Asked(fact="amount"))
    return conversation.model_dump(mode="json")


def tracker(
    slots: dict[str, Any], message: dict[str, Any] | None = None, loop: str | None = None
) -> Tracker:
    state = {
        "sender_id": "s",
        "slots": slots,
        "latest_message": message or {},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {"name": loop} if loop else {},
        "latest_action_name": "action_listen",
    }
    return Tracker.from_dict(state)


def metadata(conversation: dict[str, Any]) -> dict[str, Any]:
    return {"conversation": conversation, "now": NOW, "numbers": [], "kind": "text", "text": "x"}


def restored(conversation: dict[str, Any]) -> dict[str, Any]:
    return {"session_started_metadata": metadata(conversation), "conversation": conversation}


def test_a_session_takes_up_the_form_where_it_was() -> None:
    """The fact asked for in the last turn is asked for still."""
    before = tracker({"session_started_metadata": metadata(asking_for_amount())})
    events = ActionSessionStart().run(CollectingDispatcher(), before, {})
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    loops = [event["name"] for event in events if event["event"] == "active_loop"]
    assert (loops, slots["requested_slot"], slots["family"]) == (
        ["facts_form"],
        "amount",
        "overcharged",
    )


def test_a_turn_without_its_session_fails() -> None:
    """Better no answer, and another try, than one from an empty conversation."""
    lost = tracker({"session_started_metadata": metadata(asking_for_amount())})
    with pytest.raises(RuntimeError, match="not restored"):
        ActionGreet().run(CollectingDispatcher(), lost, {})


def test_the_form_leaves_what_is_no_answer_to_the_rules() -> None:
    """为什么要问 is not an amount."""
    why = tracker(restored(asking_for_amount()), {"intent": {"name": "ask_why"}, "entities": []})
    with pytest.raises(ActionExecutionRejection):
        ValidateFactsForm().run(CollectingDispatcher(), why, {})


def test_a_form_question_ends_the_turn_and_keeps_the_form() -> None:
    """Else Rasa takes the form for full and asks a second time."""
    dispatcher = CollectingDispatcher()
    events = AskAmount().run(
        dispatcher, tracker(restored(asking_for_amount()), loop="facts_form"), {}
    )
    assert dispatcher.messages[-1]["custom"]["end"] is True
    assert not [event for event in events if event["event"] == "active_loop"]


class Faulty(ActionGreet):
    """An action with a bug in it."""

    def decide(self, turn: Turn) -> None:
        turn.change(HumanAsked())
        raise KeyError(turn.reading.text)  # quotes the merchant


def test_a_fault_of_ours_is_owned_up_to_and_changes_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Else the same turn would break off at every attempt, and hold up all that comes after it."""
    dispatcher = CollectingDispatcher()
    Faulty().run(dispatcher, tracker(restored(asking_for_amount())), {})
    said, end = dispatcher.messages
    assert said["response"] == "utter_went_wrong"
    assert end["custom"]["changes"] == []
    assert end["custom"]["end"] is True
    assert end["custom"]["shown"][0]["response"] == said["response"]
    assert "KeyError" in caplog.text


def test_the_log_of_a_fault_does_not_quote_the_merchant(caplog: pytest.LogCaptureFixture) -> None:
    """A log is read by people whom the merchant did not write to."""
    slots = restored(asking_for_amount())
    slots["session_started_metadata"]["text"] = "我叫王小明"
    Faulty().run(CollectingDispatcher(), tracker(slots), {})
    assert "王小明" not in caplog.text
