"""What a merchant of a transcript says and taps, and when: docs/transcripts/scripts/*.yml."""

from datetime import datetime
from pathlib import Path
from typing import Self

import yaml
from pydantic import ValidationError, model_validator

from zhangfang.guides.model import Model
from zhangfang.running.failure import Failure


class Turn(Model):
    """One thing: type `say`, or tap `tap`; with neither, the merchant only looks at the screen.

    Without `at`, it is a minute after the turn before.
    """

    say: str | None = None
    tap: str | None = None
    at: datetime | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if self.say and self.tap:
            raise ValueError("a turn is typed or tapped, not both")
        if not (self.say or self.tap or self.at):
            raise ValueError("a turn without `say` and `tap` needs `at`: somebody looks later")
        return self


class Script(Model):
    """One transcript: who it is, and what they do from `begins` on."""

    title: str
    persona: str
    begins: datetime
    turns: tuple[Turn, ...]


def read_script(path: Path) -> Script:
    """Read one.

    Raises:
        Failure: it is no script.
    """
    try:
        return Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise Failure(f"{path} is no script:", str(error)) from None
