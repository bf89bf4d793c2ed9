"""Codes for who has lost the authenticator: ten, each good once.

What is kept is an HMAC under a key made from that of the agent's own conversation, which is not in
the database in clear: without the desk's master key nobody can try codes against it.
"""

import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from zhangfang.store import agents, sealing
from zhangfang.store.agents import Agent

MANY = 10
LENGTH = 10
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters that look like others: 49 bits in ten of them."""


def make(connection: Connection, agent: str) -> list[str]:
    """New codes; the old ones are void. The transaction must be a writing one."""
    codes = ["".join(secrets.choice(_READABLE) for _ in range(LENGTH)) for _ in range(MANY)]
    hashes = [_hash(connection, agent, code) for code in codes]
    agents.change(connection, agent, recovery_codes=hashes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def take(connection: Connection, agent: Agent, typed: str) -> bool:
    """Whether this is one of the codes; if so, it is good no more."""
    hashed = _hash(connection, agent.id, _plain(typed))
    left = [kept for kept in agent.recovery_codes if not hmac.compare_digest(kept, hashed)]
    if len(left) == len(agent.recovery_codes):
        return False
    agents.change(connection, agent.id, recovery_codes=left)
    return True


def _plain(typed: str) -> str:
    return "".join(it for it in typed.casefold() if it.isalnum())


def _hash(connection: Connection, agent: str, code: str) -> str:
    key = sealing.key_of(connection, agent)
    if key is None:
        raise LookupError(f"the record of agent {agent} was erased: it has no codes")
    derived = HKDF(SHA256(), 32, salt=None, info=b"zhangfang recovery codes").derive(key)
    return hmac.digest(derived, code.encode(), "sha256").hex()
