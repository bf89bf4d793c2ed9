"""How well the machine's clock is kept, as Linux knows it: adjtimex(2)."""

import ctypes
import sys
from typing import TypedDict

_SIZE = 208
"""Bytes of struct timex on 64-bit Linux; we read its head only."""

_STA_UNSYNC = 0x40


class ClockState(TypedDict):
    """`error_ms` is the greatest error that the kernel vouches for. None where nobody knows."""

    synchronised: bool | None
    error_ms: int | None


class _Timex(ctypes.Structure):
    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * (_SIZE - 44)),
    )


def clock_state() -> ClockState:
    """Ask the kernel; nothing is changed."""
    if not sys.platform.startswith("linux"):
        return {"synchronised": None, "error_ms": None}
    found = _Timex()
    if ctypes.CDLL(None).adjtimex(ctypes.byref(found)) < 0:
        return {"synchronised": None, "error_ms": None}
    synchronised = not found.status & _STA_UNSYNC
    return {
        "synchronised": synchronised,
        "error_ms": found.maxerror // 1000 if synchronised else None,
    }
