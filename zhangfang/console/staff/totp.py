"""The second factor: codes of an authenticator (RFC 6238: 30 seconds, six digits, SHA-1).

The secret is sealed under the key of the agent's own conversation, which is itself sealed under the
desk's master key: it can't be read in the database. A code is good once.
"""

import io
import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import pyotp
import segno
from pyotp.utils import strings_equal
from sqlalchemy import Connection

from zhangfang.evidence.seal import NONCE_BYTES, seal, unseal
from zhangfang.store import sealing
from zhangfang.store.agents import Agent

ISSUER = "账房"
STEP = 30
STEPS_APART = 1
"""The clocks may differ by so many steps."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What is kept of an agent's authenticator.

    Attributes:
        secret: that codes are made with, in base32; None until a first code has confirmed it.
        pending: one that waits for its first code.
        used: the step of the last code that was taken; it and those before are void.
    """

    secret: str | None = None
    pending: str | None = None
    used: int = 0


def factor_of(connection: Connection, agent: Agent) -> Factor:
    """What is kept of this agent's authenticator; nothing, if there is none."""
    key = sealing.key_of(connection, agent.id)
    if agent.totp is None or key is None:
        return Factor()
    return Factor(**json.loads(unseal(key, agent.totp, _place(agent.id))))


def sealed(connection: Connection, agent: str, factor: Factor) -> bytes:
    """The factor as it is kept.

    Raises:
        LookupError: the agent's record was erased.
    """
    key = sealing.key_of(connection, agent)
    if key is None:
        raise LookupError(f"the record of agent {agent} was erased: nothing can be kept in it")
    plain = json.dumps(asdict(factor)).encode()
    return seal(key, plain, _place(agent), secrets.token_bytes(NONCE_BYTES))


def is_set(connection: Connection, agent: Agent) -> bool:
    """Whether a code is wanted at sign-in."""
    return factor_of(connection, agent).secret is not None


def new_secret() -> str:
    """A secret for an authenticator: 160 bits (RFC 4226, 4, R6)."""
    return pyotp.random_base32(32)


def uri(secret: str, name: str) -> str:
    """What the authenticator reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(uri: str) -> str:
    """The same as a QR code, in SVG."""
    drawn = io.BytesIO()
    segno.make(uri, micro=False).save(drawn, kind="svg", xmldecl=False, light="#fff", border=4)
    return drawn.getvalue().decode()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step that this is the code of; None if it is no code of about now."""
    current = int(now.timestamp()) // STEP
    made_by = pyotp.TOTP(secret)
    steps = range(current - STEPS_APART, current + STEPS_APART + 1)
    fitting = [step for step in steps if strings_equal(made_by.generate_otp(step), code.strip())]
    return fitting[-1] if fitting else None


def used(factor: Factor, code: str, now: datetime) -> Factor | None:
    """The factor after this code was taken; None if the code is wrong, or was taken before."""
    step = step_of(factor.secret, code, now) if factor.secret else None
    if step is None or step <= factor.used:
        return None
    return replace(factor, used=step)


def _place(agent: str) -> str:
    return f"{agent}/totp"
