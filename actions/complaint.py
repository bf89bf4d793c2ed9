"""What the money problem is: complaints, and messages that are none."""

from actions.turn_action import TurnAction
from zhangfang.cases.answers import restart
from zhangfang.cases.complaint import complain
from zhangfang.cases.off_topic import out_of_scope
from zhangfang.cases.turn import Turn


class ActionComplain(TurnAction):
    """A complaint of one of the five families."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_complain"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        complain(turn)


class ActionOutOfScope(TurnAction):
    """None of the five problems."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_out_of_scope"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        out_of_scope(turn)


class ActionRestart(TurnAction):
    """From the beginning."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_restart"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        restart(turn)
