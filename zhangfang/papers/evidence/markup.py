"""HTML made of elements, so that no text can become markup.

The pages carry no script and fetch nothing. Their one style sheet is allowed by its hash.
"""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

from zhangfang.papers.evidence.visible import on_screen

_VOID = frozenset({"br", "hr", "meta"})
_STYLE = Path(__file__).with_name("page.css")


class Html(str):
    """Markup, made by `tag` alone. Any other text is escaped where it is put in."""

    __slots__ = ()


def tag(name: str, /, *children: str | None, **attributes: str | None) -> Html:
    """An element. None leaves a child or an attribute out; `class_` is `class`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Html:
    """One after the other."""
    return Html("".join(_inside(child) for child in children if child is not None))


def page(title: str, *body: str | None) -> bytes:
    """A whole document that stands alone."""
    style = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Html(style)),
    )
    document = tag("html", head, tag("body", tag("main", *body)), lang="zh-CN")
    return f"<!doctype html>\n{document}\n".encode()


def rows(*pairs: tuple[str, str | None]) -> Html:
    """Names and their values, as a list; a pair without a value is left out."""
    return tag(
        "dl",
        *(
            tag("div", tag("dt", name), tag("dd", value))
            for name, value in pairs
            if value is not None
        ),
    )


def table(heads: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Html:
    """A table that a narrow screen can turn into blocks: each cell knows what its column is."""
    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag(
            "tbody",
            *(
                tag(
                    "tr",
                    *(
                        tag("td", cell, data_column=head)
                        for head, cell in zip(heads, line, strict=True)
                    ),
                )
                for line in lines
            ),
        ),
    )


def _inside(child: str) -> str:
    return child if isinstance(child, Html) else escape(on_screen(child))
