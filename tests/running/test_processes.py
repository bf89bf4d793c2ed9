"""Children are started, waited for, started again after death, and all stopped."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhangfang.running.failure import Failure
from zhangfang.running.processes import LONG_LIFE, Service, revive, stop, wait_until_ready

WAITS_FOR_EVER = "import signal; signal.pause()"

Make = Callable[..., Service]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Service] = []

    def service(code: str = WAITS_FOR_EVER, *, answers: bool = True) -> Service:
        log = tmp_path / f"{len(made)}.log"
        one = Service(
            "child", [sys.executable, "-c", code], dict(os.environ), tmp_path, lambda: answers, log
        )
        made.append(one)
        one.start()
        return one

    yield service
    stop(made)


def end(service: Service) -> None:
    assert service.process is not None
    os.killpg(service.process.pid, signal.SIGKILL)
    service.process.wait()


def test_ready_when_all_answer(make: Make) -> None:
    """And no earlier error."""
    wait_until_ready([make(), make()], patience=5)


def test_a_child_that_ends_while_starting_is_named(make: Make) -> None:
    """With the place of its last words."""
    service = make("raise SystemExit(3)", answers=False)
    assert service.process is not None
    service.process.wait()
    with pytest.raises(Failure, match=r"child ended while it was starting.*\.log"):
        wait_until_ready([service], patience=5)


def test_a_child_that_never_answers_is_named(make: Make) -> None:
    """Patience has an end."""
    with pytest.raises(Failure, match="did not answer within 0 seconds"):
        wait_until_ready([make(answers=False)], patience=0)


def test_the_dead_are_started_again_at_once_then_more_slowly(make: Make) -> None:
    """One death is an accident, a row of them is a fault that restarting won't cure."""
    service, now = make(), 1000.0
    service.started = now
    end(service)
    assert revive([service], now) == ["child"]
    service.started = now
    end(service)
    assert revive([service], now + 0.5) == []
    assert revive([service], now + 2.0) == ["child"]


def test_a_long_life_wipes_the_slate(make: Make) -> None:
    """A death a day is no row."""
    service, now = make(), 1000.0
    service.deaths, service.started = 5, now
    end(service)
    assert revive([service], now + LONG_LIFE + 1) == ["child"]


def test_stop_ends_all(make: Make) -> None:
    """Even a child that will not hear."""
    deaf = make("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()")
    plain = make()
    stop([deaf, plain], patience=0.2)
    assert not deaf.alive
    assert not plain.alive
