"""What takes the place of a package that was left out: enough for imports, no use for anything."""

import sys
from abc import ABC
from collections.abc import Iterator
from typing import get_args

import pytest

from nlu.left_out import LeftOutError, leave_out

PACKAGES = ("no_such_sdk", "email.no_such_part")


@pytest.fixture(autouse=True)
def _left_out() -> Iterator[None]:
    leave_out(PACKAGES)
    yield
    sys.meta_path.pop(0)
    for name in [name for name in sys.modules if name.startswith(PACKAGES)]:
        del sys.modules[name]


def test_the_ways_in_which_rasa_imports() -> None:
    """A package, a module inside it by another name, a class, a part of a package that is there."""
    import email.no_such_part.inner

    import no_such_sdk.deep.inner as inner
    from no_such_sdk.web import Client

    assert isinstance(Client, type)
    assert isinstance(inner.Anything.at.all, type)
    assert email.no_such_part.inner.__name__ == "email.no_such_part.inner"


def test_classes_derive_from_it() -> None:
    """With abstract ones and others beside it; whoever makes one is told."""
    import no_such_sdk

    class Ours: ...

    class Bot(no_such_sdk.keras.Model, Ours, ABC): ...

    assert issubclass(Bot, Ours)
    with pytest.raises(LeftOutError, match="Bot is needed"):
        Bot()


def test_it_stands_in_hints_and_checks() -> None:
    """As it does in Rasa's code that runs without it."""
    from no_such_sdk import Tensor

    assert Tensor in get_args(Tensor | None)
    assert not isinstance(1, Tensor)


def test_it_stands_in_an_except_clause() -> None:
    """What goes wrong is what is raised, not that the clause names something odd."""
    from no_such_sdk import Refused

    def connect() -> None:
        try:
            raise KeyError
        except Refused:
            pass

    with pytest.raises(KeyError):
        connect()


def test_whoever_uses_it_is_told_what_to_do() -> None:
    """Which one it is, how to start the process with it, where the lists are."""
    from no_such_sdk.rest import connect

    with pytest.raises(LeftOutError, match=r"no_such_sdk\.rest\.connect .*-m nlu\.lean.*left_out"):
        connect("https://example.org")


def test_it_has_no_version() -> None:
    """Whoever asks whether it is really there learns that it is not."""
    import no_such_sdk

    assert not hasattr(no_such_sdk, "__version__")
    assert not hasattr(no_such_sdk.Thing, "__wrapped__")


def test_too_late() -> None:
    """What is in memory cannot be left out any more."""
    with pytest.raises(RuntimeError, match="json: imported already"):
        leave_out(["json"])
