"""What a merchant is told before the first message, and agrees to (PIPL art. 14, 17, 28-30)."""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from zhangfang.guides.document import Document
from zhangfang.guides.fault import Fault
from zhangfang.guides.terms import Label, Model, Text

HASH_SHOWN = 8
"""Characters of the text's hash in its version."""

Button = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Version = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}$")]
"""A day, and the beginning of the text's hash."""


class Operator(Model):
    """Who runs the desk and answers for what it keeps: `{operator}` and `{contact}` of the points."""

    name: Text
    contact: Text


class Point(Model):
    """One thing to know."""

    title: Label
    text: Text


class Sensitive(Model):
    """What is asked for by itself, since it is sensitive: what it is, and why it is wanted."""

    label: Text
    why: Text


class Consent(Model):
    """The text of knowledge/consent.yml. Whoever changes it gives it another version."""

    version: Version
    operator: Operator
    title: Label
    points: tuple[Point, ...] = Field(min_length=1)
    sensitive: Sensitive
    agree: Button
    withdraw: Text

    def shown(self) -> tuple[Point, ...]:
        """The points, with the operator in them."""
        return tuple(it.model_copy(update={"text": self._filled(it.text)}) for it in self.points)

    def text_hash(self) -> str:
        """The beginning of the SHA-256 over all of it but the version."""
        said = self.model_dump(mode="json", exclude={"version"})
        written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:HASH_SHOWN]

    def _filled(self, text: str) -> str:
        name, contact = self.operator.name, self.operator.contact
        return text.replace("{operator}", name).replace("{contact}", contact)


def consent_faults(document: Document, consent: Consent) -> Iterator[Fault]:
    """A text that was changed may not go by the version that others have agreed to."""
    day, found = consent.version[: -HASH_SHOWN - 1], consent.version[-HASH_SHOWN:]
    if found != consent.text_hash():
        yield document.fault(
            ("version",),
            f"the text is not the one of version {consent.version}: write the day on which it "
            f"begins to hold, and its hash, like {day}-{consent.text_hash()}",
        )
    said = "".join(point.text for point in consent.points)
    for place in ("{operator}", "{contact}"):
        if place not in said:
            yield document.fault(
                ("points",),
                f"no point says {place}: merchants must be told who it is, and how to reach them",
            )
