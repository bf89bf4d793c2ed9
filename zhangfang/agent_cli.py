"""The commands about agents' accounts: `zhangfang agent add | list | reset`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhangfang.running.command_line import Data, Database, layout_here, say, say_out

app = typer.Typer(help="Who may use the agents' console.", no_args_is_help=True)


class Role(StrEnum):
    """What an agent may do; each may all that the one before it may."""

    agent = "agent"
    supervisor = "supervisor"
    administrator = "administrator"


Name = Annotated[
    str, typer.Argument(help="By which the agent signs in, and is known to colleagues.")
]


@app.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the agent may do.")] = Role.agent,
    data: Data = Path("var"),
    database: Database = None,
) -> None:
    """Make an account, also while the desk runs. Prints the first password, this once."""
    from zhangfang.running import agent_commands
    from zhangfang.running.place import Place

    place = Place(data.resolve(), database)
    password = agent_commands.add(layout_here(), place, name, role.value)
    say(f"{name} may sign in at /desk as {role.value}. First password, to be changed {_in_time()}:")
    say_out(password)


@app.command("list")
def list_agents(data: Data = Path("var"), database: Database = None) -> None:
    """List all accounts: name, role, state, last sign-in."""
    from zhangfang.running import agent_commands
    from zhangfang.running.place import Place

    for it in agent_commands.everyone(layout_here(), Place(data.resolve(), database)):
        state = "active" if it.active else "closed"
        say_out(f"{it.name}\t{it.role}\t{state}\t{it.last_signed_in or 'never'}")


@app.command()
def reset(name: Name, data: Data = Path("var"), database: Database = None) -> None:
    """For who is locked out: a new first password, no second factor. Ends all sessions."""
    from zhangfang.running import agent_commands
    from zhangfang.running.place import Place

    password = agent_commands.reset(layout_here(), Place(data.resolve(), database), name)
    say(f"{name} may sign in with this password, to be changed {_in_time()}:")
    say_out(password)


def _in_time() -> str:
    from zhangfang.console.staff.first_passwords import GOOD_FOR

    return f"within {GOOD_FOR.total_seconds() / 3600:.0f} hours"
