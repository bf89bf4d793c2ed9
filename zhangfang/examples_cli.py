"""The command about what agents have corrected: `zhangfang examples export`."""

from pathlib import Path
from typing import Annotated

import typer

from zhangfang.running.command_line import Data, Database, layout_here, say

app = typer.Typer(help="What the bot may learn from agents' corrections.", no_args_is_help=True)


@app.callback()
def _several() -> None:
    """One command so far, and still named."""


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The diff to write. Default: shown.")
    ] = None,
    data: Data = Path("var"),
    database: Database = None,
) -> None:
    """Write accepted corrections as a diff for `git apply`; what data/ has is not touched."""
    from zhangfang.running import examples
    from zhangfang.running.place import Place

    def write(diff: str) -> None:
        if out is None:
            typer.echo(diff, nl=False)
        elif diff:
            out.write_text(diff, encoding="utf-8")

    found = examples.export(layout_here(), Place(data.resolve(), database), write)
    say(f"{len(found.added)} in the diff, {len(found.known)} known already.")
    for one, reason in found.by_hand:
        say(f"By hand: {one.sentence} ({one.what} {one.name}): {reason}.")
