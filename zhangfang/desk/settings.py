"""Where the desk finds things, and how long it waits."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one installation to the next.

    `data` is the folder of the keys, the files and the database, unless `database` is the address of
    one on a server, `web` the built pages, `model` what Rasa reads
    with. With `dev` a request may set its own time (clock.py). `tsa` is the address of a time-stamp
    authority and `tsa_roots` the certificates it is believed by; `witness` is the address of a
    witness and `witness_key` its verifier key. All four may be missing. Without `pictures` nobody looks
    at files: they are kept, and neither read nor shown. `identity_secret` is the file with the secret
    by which embedding sites sign who writes, and `embed_on` the origins of those sites. `oidc_issuer`
    is the address of the company's own sign-in for agents, `oidc_client` the id by which it knows the
    desk, `oidc_secret` the file with the secret that goes with it: all three or none.
    """

    data: Path
    rasa_url: str
    actions_url: str
    knowledge: Path
    domain: Path
    web: Path
    dev: bool = False
    model: Path | None = None
    tsa: str | None = None
    tsa_roots: Path | None = None
    witness: str | None = None
    witness_key: str | None = None
    database: str | None = None
    pictures: bool = True
    identity_secret: Path | None = None
    embed_on: tuple[str, ...] = ()
    oidc_issuer: str | None = None
    oidc_client: str | None = None
    oidc_secret: Path | None = None

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.data.resolve() / "keys"

    @property
    def files(self) -> Path:
        """The folder of the files received."""
        return self.data.resolve() / "files"

    @property
    def database_url(self) -> str:
        """The database on a server, or the embedded one."""
        return self.database or f"sqlite:///{self.data.resolve() / 'zhangfang.db'}"


@dataclass(frozen=True, slots=True)
class Waits:
    """Patience, in seconds.

    A merchant whose message has no answer after `notice` is told that it is on record; one who
    waits for the answer gets that notice after `answer` at the latest. Every `checkpoint` seconds what is
    new in the log is signed. A file may take `upload` to come in, and `piece` between two pieces of it.
    """

    attempt: float = 20
    first_pause: float = 0.2
    longest_pause: float = 5
    notice: float = 8
    answer: float = 9
    checkpoint: float = 30
    upload: float = 600
    piece: float = 30

    def pause(self, failures: int) -> float:
        """How long to wait after so many failed attempts in a row."""
        return min(self.first_pause * 2.0 ** min(failures - 1, 30), self.longest_pause)
