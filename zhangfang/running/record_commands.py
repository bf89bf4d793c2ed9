"""What those who run a desk do to its record from the command line. All of it is put on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError

from zhangfang.cases.number import read_case_number
from zhangfang.desk.clock import local_now
from zhangfang.desk.erasure import erase_by_operator
from zhangfang.desk.notary import Vouchers
from zhangfang.desk.pack_data import Scope
from zhangfang.desk.packs import Archive, extract_pack
from zhangfang.desk.record_access import open_record
from zhangfang.desk.settings import Settings
from zhangfang.guides.load import load
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.place import Place
from zhangfang.store import cases, conversations
from zhangfang.store.database import Database
from zhangfang.store.keys import Keys, KeysError, add_key
from zhangfang.store.migrate import migrate
from zhangfang.store.postgresql import UnfitServerError


def write_pack(layout: Layout, place: Place, which: str, size: int | None, out: Path) -> None:
    """Write the pack of a conversation, or of a case's; as it stood at a checkpoint, if one is named.

    Raises:
        Failure: there is no such conversation, case or checkpoint.
    """
    with opened(layout, place) as (database, keys):
        scope = Scope(_conversation(database, which), size=size)
        archive = Archive(database, keys, Vouchers(None, None), load(layout.knowledge))
        try:
            pack = extract_pack(archive, scope, local_now())
        except LookupError as error:
            raise Failure(
                f"There is no such pack: {error.args[0]}.",
                "Leave out --size for the pack of today.",
            ) from None
    out.write_bytes(pack)


def erase(layout: Layout, place: Place, which: str) -> bool:
    """Erase a conversation for good.

    Returns whether its last traces are overwritten, or the desk still has to do that.

    Raises:
        Failure: there is no such conversation or case.
    """
    with opened(layout, place) as (database, _keys):
        return erase_by_operator(database, _conversation(database, which), local_now())


def new_key(data: Path) -> str:
    """Make a signing key for the next start on. Returns its verifier key.

    Raises:
        Failure: the keys cannot be used.
    """
    try:
        return add_key(data / "keys").as_vkey()
    except KeysError as error:
        raise Failure(str(error), "No key was made.") from None


@contextmanager
def opened(layout: Layout, place: Place) -> Iterator[tuple[Database, Keys]]:
    """The record, up to date and ready to be written to, also while a desk runs on it.

    Raises:
        Failure: there is none, or it cannot be used.
    """
    settings = Settings(
        data=place.data,
        rasa_url="",
        actions_url="",
        knowledge=layout.knowledge,
        domain=layout.domain,
        web=layout.page,
        model=layout.model,
        database=place.database,
    )
    place.require()
    try:
        migrate(settings.database_url)
        database, keys = open_record(settings, local_now)
    except (KeysError, UnfitServerError) as error:
        raise Failure(str(error), "Nothing was changed.") from None
    except OperationalError as error:
        raise Failure(f"The database does not answer: {error.orig}.", "Try again.") from None
    try:
        yield database, keys
    finally:
        database.close()


def _conversation(database: Database, which: str) -> str:
    number = read_case_number(which)
    with database.read() as connection:
        found = cases.conversation_of(connection, number) if number else which
        if found and conversations.exists(connection, found):
            return found
    raise Failure(
        f"There is no conversation or case {which!r}.",
        "Give a case number like ZF-20261122-K7YM-4, or a conversation's 32 hex digits.",
    )
