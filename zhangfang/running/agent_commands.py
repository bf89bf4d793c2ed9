"""What those who run a desk do to agents' accounts from the command line, also while the desk runs."""

from zhangfang.console.staff import accounts
from zhangfang.console.staff.accounts import By, NameTakenError, Wanted
from zhangfang.console.staff.passwords import Passwords
from zhangfang.desk.clock import local_now
from zhangfang.desk.field_errors import BadFieldError
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.responses import load_responses
from zhangfang.guides.load import load
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout
from zhangfang.running.place import Place
from zhangfang.running.record_commands import opened
from zhangfang.store import agents
from zhangfang.store.agents import Agent
from zhangfang.store.setup import Role


def add(layout: Layout, place: Place, name: str, role: Role) -> str:
    """Make an account. Returns its first password, which must be changed.

    Raises:
        Failure: the name is another's, or none.
    """
    with opened(layout, place) as (database, _keys):
        try:
            made = accounts.make(database, Passwords(), name, role, By(None, local_now()))
        except NameTakenError:
            raise Failure(
                f"There is an agent {name!r} already.",
                "Choose another name, or make a new password: zhangfang agent reset NAME",
            ) from None
        except BadFieldError:
            raise Failure(
                f"{name!r} is no name.", "Give 1 to 64 characters that can be seen."
            ) from None
    assert made.password is not None
    return made.password


def everyone(layout: Layout, place: Place) -> list[Agent]:
    """All accounts, by name; those that were closed too."""
    with opened(layout, place) as (database, _keys), database.read() as connection:
        return agents.everyone(connection)


def reset(layout: Layout, place: Place, name: str) -> str:
    """Make a new first password, take the second factor away, unlock. Returns the password.

    Raises:
        Failure: nobody has this name, or the account was closed.
    """
    with opened(layout, place) as (database, _keys):
        with database.read() as connection:
            agent = agents.named(connection, name)
        if agent is None:
            raise Failure(f"There is no agent {name!r}.", "See `zhangfang agent list`.")
        if not agent.active:
            raise Failure(
                f"The account of {agent.name!r} is closed: no password opens it.",
                "An administrator opens it again in the console (管理, 账号); one whose record was "
                "erased stays closed: make another, zhangfang agent add NAME.",
            )
        sources = Sources(database, load(layout.knowledge), load_responses(layout.domain))
        wanted = Wanted(password=True, remove_totp=True, unlock=True)
        changed = accounts.change(sources, Passwords(), agent.id, wanted, By(None, local_now()))
    assert changed.password is not None
    return changed.password
