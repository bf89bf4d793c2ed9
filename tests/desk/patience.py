"""How long the desks of the tests wait."""

from dataclasses import replace

from zhangfang.desk.settings import Waits

PATIENT = Waits(first_pause=0.01, longest_pause=0.05)
"""For tests in which everything answers."""

HASTY = replace(PATIENT, attempt=0.2, notice=0.1, answer=0.5)
"""For tests of an outage."""
