"""The environment variables under which Rasa runs."""

import os
from pathlib import Path

from zhangfang.running.ports import LOOPBACK


def rasa_environment(root: Path, **more: str) -> dict[str, str]:
    """The environment for anything that runs Rasa: no telemetry, our packages importable."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONPATH": str(root),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "ZHANGFANG_ACTIONS_PORT": "0",
        **more,
    }


def reading_environment(root: Path, **more: str) -> dict[str, str]:
    """The environment of a Rasa that reads messages as they come, one at a time."""
    # Embedding one sentence on two threads gains 5 ms on an idle machine, and waits for a thread
    # that got no core, seconds at worst, on a busy one.
    return rasa_environment(root, OMP_NUM_THREADS="1", **more)


def serving_environment(root: Path, actions_port: int) -> dict[str, str]:
    """The environment of a Rasa and an action server that answer merchants."""
    return reading_environment(
        root,
        ZHANGFANG_ACTIONS_PORT=str(actions_port),
        SANIC_HOST=LOOPBACK,
        # Each of the desk's forty threads would fill a heap of its own, which glibc never gives back.
        MALLOC_ARENA_MAX="2",
    )
