"""The stock bot's custom actions, served by the same rasa-sdk as ours."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

ANSWERS = {
    "done_step": "好，接着下一步：打客服电话，报上订单号。",
    "stuck_step": "换个办法：到后台的交易记录里找。",
    "ask_why": "对方要凭它查到这一笔。",
    "skip_step": "行，先放着。",
    "step_back": "回到上一步：核对金额。",
    "ask_progress": "正在核实。",
}
RECORDED = "记下了：{amount}，{transaction_time}，{order_number}。"


class ActionGuide(Action):
    """Says what comes next, from the tracker's latest intent and slots."""

    def name(self) -> str:
        return "action_guide"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        intent = tracker.latest_message.get("intent", {}).get("name")
        dispatcher.utter_message(text=ANSWERS.get(intent, RECORDED).format(**tracker.slots))
        return []


class ActionRestart(Action):
    """Empties the slots and leaves the form; in place of Rasa's own, which cuts the tracker."""

    def name(self) -> str:
        return "action_restart"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,  # noqa: ARG002
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[EventType]:
        dispatcher.utter_message(text="好，从头来。")
        return [AllSlotsReset(), ActiveLoop(None)]
