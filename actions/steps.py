"""Walking the steps: done, stuck, why, skipped, back."""

from actions.turn_action import TurnAction
from zhangfang.cases.answers import report_progress
from zhangfang.cases.reporting import ask_why, report_done, report_stuck, skip_step, step_back
from zhangfang.cases.turn import Turn


class ActionReportDone(TurnAction):
    """Something is finished."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_report_done"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        report_done(turn)


class ActionReportStuck(TurnAction):
    """Something cannot be done."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_report_stuck"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        report_stuck(turn)


class ActionAskWhy(TurnAction):
    """Why is this needed."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_explain_why"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        ask_why(turn)


class ActionSkipStep(TurnAction):
    """Leave the open step for later."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_skip_step"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        skip_step(turn)


class ActionStepBack(TurnAction):
    """The step before, once more."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_step_back"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        step_back(turn)


class ActionReportProgress(TurnAction):
    """Where do things stand."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_report_progress"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        report_progress(turn)
