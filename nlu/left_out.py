"""Leaves out what Rasa imports and this project never runs: stand-ins take its place.

Rasa imports every component and channel it knows, whatever config.yml and credentials.yml name, and
with them TensorFlow and the clients of a dozen services. From a stand-in classes can be derived, it
can be named in type hints and `except` clauses, and that is all that those imports ask of it.
Whoever uses one is told what was left out, and what to do.
"""

import sys
from abc import ABCMeta
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Iterable, Optional, Sequence, Tuple

TENSORFLOW = ("tensorflow", "keras")
"""Behind six of Rasa's components (nlu/lean.py names them)."""

CLIENTS = (
    # behind channels that credentials.yml does not name
    "aiogram",
    "fbmessenger",
    "google.auth",
    "google.oauth2",
    "slack_sdk",
    "socketio",
    "twilio",
    "webexteamssdk",
    # behind tracker stores, model storages and event brokers that endpoints.yml does not name
    "aio_pika",
    "boto3",
    "botocore",
    "pymongo",
    # behind `rasa shell` and `rasa interactive`
    "prompt_toolkit",
    "questionary",
)

PLOTTING = ("rasa.utils.plotting",)
"""Draws the diagrams of `rasa test`, with matplotlib."""


class LeftOutError(RuntimeError):
    """Somebody uses what was left out."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is needed, but was left out of this process to save memory. Start it with "
            f"`python -m …` instead of `python -m nlu.lean …`; to have it always, take its package "
            f"off the lists in nlu/left_out.py."
        )


def leave_out(packages: Iterable[str]) -> None:
    """From now on, importing these or anything inside them gives a stand-in.

    Raises:
        RuntimeError: one of them is imported already, and its memory spent.
    """
    absent = tuple(packages)
    too_late = [name for name in absent if name in sys.modules]
    if too_late:
        raise RuntimeError(f"too late to leave out {', '.join(too_late)}: imported already")
    sys.meta_path.insert(0, _Finder(absent))


class _Finder(MetaPathFinder, Loader):
    """Finds a stand-in for each of the packages and for whatever lies inside them."""

    def __init__(self, packages: Tuple[str, ...]) -> None:
        self._packages = packages
        self._inside = tuple(f"{package}." for package in packages)

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        if fullname in self._packages or fullname.startswith(self._inside):
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


class _StandInModule(ModuleType):
    """A module in which every name is a class."""

    def __getattr__(self, name: str) -> Any:
        return _stand_in(self.__name__, name)


class _StandIn(ABCMeta):
    """The class of stand-in classes; an ABCMeta, so that they mix with abstract ones."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise LeftOutError(f"{cls.__module__}.{cls.__qualname__}")


def _stand_in(place: str, name: str) -> Any:
    """A class called `name`; an exception, because an `except` clause takes nothing else."""
    if name.startswith("__"):  # Python asks whether there is such a thing; there is not
        raise AttributeError(f"{place} is a stand-in and has no {name}")
    return _StandIn(name, (Exception,), {"__module__": place})
