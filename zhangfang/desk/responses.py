"""What the bot says by itself, outside Rasa: the responses of domain.yml, filled in."""

import re
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

PLACE = re.compile(r"\{(\w+)\}")


class Responses:
    """All responses of a domain file, by name; of several wordings, the first."""

    def __init__(self, domain: Path, texts: Mapping[str, str]) -> None:
        self._domain = domain
        self._texts = texts

    @property
    def originals(self) -> Mapping[str, str]:
        """Every response as domain.yml words it, with its places."""
        return self._texts

    def otherwise(self, texts: Mapping[str, str]) -> "Responses":
        """The same, said like this where a text has no places but those of the response."""
        fitting = {
            name: text
            for name, text in texts.items()
            if set(PLACE.findall(text)) <= set(PLACE.findall(self._texts.get(name, "")))
        }
        return Responses(self._domain, {**self._texts, **fitting})

    def text(self, name: str, values: Mapping[str, str] | None = None) -> str:
        """The response with its values put in.

        Raises:
            ValueError: there is no such response, or a value that it needs was not given.
        """
        if name not in self._texts:
            raise ValueError(
                f"{self._domain}: responses.{name} is missing or has no text; the desk says it, so "
                "write it"
            )
        given = values or {}

        def value(place: re.Match[str]) -> str:
            if place[1] not in given:
                raise ValueError(
                    f"{self._domain}: responses.{name} has a place {{{place[1]}}}, and whoever says "
                    f"it gives {', '.join(given) or 'no values'}"
                )
            return given[place[1]]

        return PLACE.sub(value, self._texts[name])


def load_responses(domain: Path) -> Responses:
    """The responses of this domain file."""
    content = YAML(typ="safe").load(domain.read_text(encoding="utf-8")) or {}
    responses = content.get("responses") or {}
    return Responses(
        domain,
        {
            name: wordings[0]["text"].strip()
            for name, wordings in responses.items()
            if wordings and "text" in wordings[0]
        },
    )
