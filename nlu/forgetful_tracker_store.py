"""A tracker store that keeps nothing: the desk has the record, and sends it with every turn."""

from typing import Any, Iterable, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class ForgetfulTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Every conversation is new to it."""

    def __init__(
        self,
        domain: Domain,
        host: Any = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Let it go."""

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """There is nothing."""
        return None

    async def keys(self) -> Iterable[str]:
        """There is nobody."""
        return []
