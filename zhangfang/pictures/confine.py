"""Takes from the worker what it doesn't need: memory without end, files to write, a dump of itself."""

import os
import resource
import signal

NICE = 5
"""The desk goes before."""


def confine(memory: int) -> None:
    """Bound this process for good.

    Args:
        memory: bytes of address space. Where the system knows no such bound, there is none.
    """
    os.nice(NICE)
    os.umask(0o077)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, memory),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue


def allow_cpu(seconds: int) -> None:
    """So much computing from now on; then the process ends, even if nobody watches it any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))
