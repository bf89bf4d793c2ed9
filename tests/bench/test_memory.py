"""Reading /proc/…/status."""

import math
import os

from bench.memory import PEAK, STEADY, megabytes, memory_mb

STATUS = "Name:\tpython\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n"


def test_megabytes() -> None:
    assert megabytes(STATUS, PEAK) == 200
    assert megabytes(STATUS, STEADY) == 100


def test_field_is_missing() -> None:
    """Kernel threads have none."""
    assert math.isnan(megabytes("Name:\tkthreadd\n", STEADY))


def test_own_process() -> None:
    assert 0 < memory_mb(STEADY, os.getpid()) <= memory_mb(PEAK)
