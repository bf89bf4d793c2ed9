"""What the commands share: options with one meaning, where the checkout is, where words go."""

from pathlib import Path
from typing import Annotated

import typer

from zhangfang.running.layout import Layout, find_layout

Port = Annotated[int, typer.Option(min=1, max=65535, help="Where the desk listens, on loopback.")]
Data = Annotated[Path, typer.Option(help="Folder of the database, files and logs.")]
Dev = Annotated[bool, typer.Option("--dev", help="Let requests set the clock (X-Now). For tests.")]


Tsa = Annotated[str | None, typer.Option(help="Address of an RFC 3161 time-stamp authority.")]
TsaRoots = Annotated[
    Path | None, typer.Option(help="Certificates (PEM) that the authority is believed by.")
]
WitnessUrl = Annotated[str | None, typer.Option(help="Address of a C2SP tlog-witness.")]
WitnessKey = Annotated[str | None, typer.Option(help="The witness's verifier key.")]
Database = Annotated[
    str | None,
    typer.Option(
        help="postgresql://USER@HOST/DATABASE, for several desks on one record; without it, a "
        "file in --data. The password goes into ~/.pgpass, not here."
    ),
]

IdentitySecret = Annotated[
    Path | None,
    typer.Option(help="File with the secret by which embedding sites sign who writes."),
]
EmbedOn = Annotated[
    list[str] | None,
    typer.Option(help="Origin that may embed the page, https://shop.example; can be repeated."),
]
OidcIssuer = Annotated[
    str | None,
    typer.Option(help="Address of the company's own sign-in for agents (OpenID Connect)."),
]
OidcClient = Annotated[str | None, typer.Option(help="The id by which that knows the desk.")]
OidcSecret = Annotated[Path | None, typer.Option(help="File with the secret that goes with it.")]


def layout_here() -> Layout:
    """The checkout that the command was given in."""
    return find_layout(Path.cwd())


def say(line: str) -> None:
    """A line of progress, beside the output."""
    typer.echo(line, err=True)


def say_out(line: str) -> None:
    """A line of output."""
    typer.echo(line)
