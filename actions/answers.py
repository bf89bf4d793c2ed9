"""Everything else a merchant says in passing."""

from actions.turn_action import TurnAction
from zhangfang.cases.answers import affirm, deny, evidence, goodbye, greet, hand_over, thanks
from zhangfang.cases.turn import Turn


class ActionEvidence(TurnAction):
    """How to keep proof."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_explain_evidence"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        evidence(turn)


class ActionHandOver(TurnAction):
    """A person is wanted."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_hand_over"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        hand_over(turn)


class ActionGreet(TurnAction):
    """Hello."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_greet"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        greet(turn)


class ActionThanks(TurnAction):
    """Thank you."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_thanks"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        thanks(turn)


class ActionGoodbye(TurnAction):
    """See you."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_goodbye"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        goodbye(turn)


class ActionAffirm(TurnAction):
    """Yes."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_affirm"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        affirm(turn)


class ActionDeny(TurnAction):
    """No."""

    def name(self) -> str:
        """Its name in the rules."""
        return "action_deny"

    def decide(self, turn: Turn) -> None:
        """Leave it to the engine."""
        deny(turn)
