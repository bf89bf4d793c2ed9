"""Where a desk's record is: all in its data folder, or the database on a server."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from zhangfang.running.failure import Failure
from zhangfang.store import postgresql


@dataclass(frozen=True, slots=True)
class Place:
    """A record.

    Attributes:
        data: folder of the keys, the files and the embedded database.
        database: address of the database, if it is not the embedded one.
    """

    data: Path
    database: str | None = None

    @property
    def file(self) -> Path:
        """The embedded database."""
        return self.data / "zhangfang.db"

    def require(self) -> None:
        """Check that there is one.

        Raises:
            Failure: there is none, or its address is none.
        """
        if self.database is not None:
            require_address(self.database)
        elif not self.file.is_file():
            raise Failure(f"There is no record in {self.data}.", "Name its folder with --data.")


def require_address(database: str) -> None:
    """Check the address of a database before anything is started with it.

    Raises:
        Failure: it is none, or it has a password in it.
    """
    try:
        postgresql.address(make_url(database))
    except ArgumentError:
        raise Failure(
            "--database is no address.", "Write it like postgresql://USER@HOST/DATABASE."
        ) from None
    except postgresql.UnfitServerError as error:
        raise Failure("--database cannot be used:", str(error)) from None
