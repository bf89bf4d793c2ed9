"""The command line: `zhangfang up | train | parse | chat | transcripts | bench | knowledge …`."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from zhangfang.agent_cli import app as agent_app
from zhangfang.examples_cli import app as examples_app
from zhangfang.record_cli import app as record_app
from zhangfang.running.command_line import (
    Data,
    Database,
    Dev,
    EmbedOn,
    IdentitySecret,
    OidcClient,
    OidcIssuer,
    OidcSecret,
    Port,
    Tsa,
    TsaRoots,
    WitnessKey,
    WitnessUrl,
    layout_here,
    say,
    say_out,
)
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout

app = typer.Typer(
    help="账房: walks a merchant whose POS machine swallowed money from complaint to refund.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
knowledge_app = typer.Typer(help="What the bot knows.", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")
nlu_app = typer.Typer(help="How messages are understood.", no_args_is_help=True)
app.add_typer(nlu_app, name="nlu")

app.add_typer(record_app)
app.add_typer(agent_app, name="agent")
app.add_typer(examples_app, name="examples")


@app.command()
def up(
    port: Port = 8000,
    data: Data = Path("var"),
    dev: Dev = False,
    tsa: Tsa = None,
    tsa_roots: TsaRoots = None,
    witness: WitnessUrl = None,
    witness_key: WitnessKey = None,
    database: Database = None,
    identity_secret: IdentitySecret = None,
    embed_on: EmbedOn = None,
    oidc_issuer: OidcIssuer = None,
    oidc_client: OidcClient = None,
    oidc_secret_file: OidcSecret = None,
) -> None:
    """Start everything: Rasa, the action server and the desk."""
    from zhangfang.running.company_sign_in import require_whole
    from zhangfang.running.embedding import require_origins, require_secret
    from zhangfang.running.place import require_address
    from zhangfang.running.up import up as run

    if database is not None:
        require_address(database)
    if identity_secret is not None:
        require_secret(identity_secret)
    require_origins(embed_on or ())
    require_whole(oidc_issuer, oidc_client, oidc_secret_file)
    options = [
        f"--{name}={value}"
        for name, value in (
            ("tsa", tsa),
            ("tsa-roots", tsa_roots and tsa_roots.resolve()),
            ("witness", witness),
            ("witness-key", witness_key),
            ("database", database),
            ("identity-secret", identity_secret and identity_secret.resolve()),
            *(("embed-on", origin) for origin in embed_on or ()),
            ("oidc-issuer", oidc_issuer),
            ("oidc-client", oidc_client),
            ("oidc-secret-file", oidc_secret_file and oidc_secret_file.resolve()),
        )
        if value
    ]
    run(layout_here(), port, data.resolve(), say, dev=dev, options=options)


@app.command()
def train(
    if_changed: Annotated[
        bool, typer.Option("--if-changed", help="Only if something it depends on has changed.")
    ] = False,
) -> None:
    """Train Rasa's model from data/ and domain.yml."""
    from zhangfang.running.training import train as run
    from zhangfang.running.training import up_to_date

    layout = layout_here()
    if if_changed and up_to_date(layout):
        say("The model is up to date.")
        return
    say("Training the model; this takes about a minute …")
    run(layout, say)


@app.command()
def openapi() -> None:
    """Print how the API is described; the page's types are made from it (npm run types)."""
    from zhangfang.running.api_description import api_description

    say_out(api_description(layout_here()))


@app.command()
def parse(
    now: Annotated[str | None, typer.Option(help="When the lines were sent, ISO 8601.")] = None,
) -> None:
    """Read messages from standard input, a line each; write what was understood as JSON lines."""
    from zhangfang.running.environment import reading_environment

    layout = layout_here()
    if now is not None:
        _require_moment(now)
    _require_model(layout)
    command = [str(layout.rasa_python), "-m", "nlu.lean", "nlu.parse_lines"]
    command += ["--model", str(layout.model), *(["--now", now] if now else [])]
    environment = reading_environment(layout.root)
    done = subprocess.run(command, cwd=layout.root, env=environment, check=False)
    raise typer.Exit(done.returncode)


@app.command()
def chat(port: Port = 8000) -> None:
    """Talk with a running desk in the terminal."""
    from zhangfang.running.chat import chat as run

    run(f"http://127.0.0.1:{port}", input, say_out)


@app.command()
def transcripts(
    folder: Annotated[
        Path | None, typer.Argument(help="Has scripts/. Default: docs/transcripts/.")
    ] = None,
) -> None:
    """Play the scripts of docs/transcripts/ in a house of its own; write what was said."""
    from zhangfang.running.transcripts import write_transcripts

    layout = layout_here()
    _require_model(layout)
    write_transcripts(layout, folder or layout.root / "docs" / "transcripts", say)


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="A smoke run; its figures mean little.")
    ] = False,
) -> None:
    """Measure ours beside the stock Rasa pipeline, and write docs/benchmarks.md."""
    layout = layout_here()
    _require_model(layout)
    command = [sys.executable, "-m", "bench", *(["--quick"] if quick else [])]
    raise typer.Exit(subprocess.run(command, cwd=layout.root, check=False).returncode)


@app.command(hidden=True)
def desk(
    rasa_url: Annotated[str, typer.Option()],
    actions_url: Annotated[str, typer.Option()],
    port: Port = 8000,
    data: Data = Path("var"),
    dev: Dev = False,
    tsa: Tsa = None,
    tsa_roots: TsaRoots = None,
    witness: WitnessUrl = None,
    witness_key: WitnessKey = None,
    database: Database = None,
    identity_secret: IdentitySecret = None,
    embed_on: EmbedOn = None,
    oidc_issuer: OidcIssuer = None,
    oidc_client: OidcClient = None,
    oidc_secret_file: OidcSecret = None,
) -> None:
    """Run the desk alone; `zhangfang up` does so."""
    from zhangfang.console.app import create_app
    from zhangfang.desk.serve import server
    from zhangfang.desk.settings import Settings

    layout = layout_here()
    settings = Settings(
        data=data,
        rasa_url=rasa_url,
        actions_url=actions_url,
        knowledge=layout.knowledge,
        domain=layout.domain,
        web=layout.page,
        dev=dev,
        model=layout.model,
        tsa=tsa,
        tsa_roots=tsa_roots,
        witness=witness,
        witness_key=witness_key,
        database=database,
        identity_secret=identity_secret,
        embed_on=tuple(embed_on or ()),
        oidc_issuer=oidc_issuer,
        oidc_client=oidc_client,
        oidc_secret=oidc_secret_file,
    )
    server(create_app(settings), port).run()


@knowledge_app.command("check")
def check_knowledge(
    folder: Annotated[
        Path | None, typer.Argument(help="Default: knowledge/ of the checkout.")
    ] = None,
) -> None:
    """Check knowledge/; every fault is named with its file, line and remedy."""
    from zhangfang.guides.fault import KnowledgeError
    from zhangfang.guides.load import load

    try:
        knowledge = load(folder or layout_here().knowledge)
    except KnowledgeError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    steps = sum(len(guide.steps) for guide in knowledge.guides.values())
    typer.echo(
        f"knowledge/ is sound: {len(knowledge.guides)} families, {steps} steps, "
        f"{len(knowledge.channels)} channels, {len(knowledge.faq)} questions."
    )


@knowledge_app.command("coverage")
def cover_knowledge(
    out: Annotated[Path | None, typer.Option(help="The page. Default: docs/sources.md.")] = None,
) -> None:
    """Write where each row of the documents and each checked fact went; 1 if one has no place."""
    from zhangfang.guides.coverage import as_markdown, coverage
    from zhangfang.guides.load import load

    layout = layout_here()
    rows = coverage(load(layout.knowledge))
    page = out or layout.root / "docs" / "sources.md"
    page.write_text(as_markdown(rows), encoding="utf-8")
    faults = [row.fault for row in rows if row.fault]
    for fault in faults:
        typer.echo(fault, err=True)
    left_out = sum(1 for row in rows if row.row.left_out)
    typer.echo(f"{len(rows)} rows, {left_out} left out with a reason, {len(faults)} without place.")
    raise typer.Exit(1 if faults else 0)


@nlu_app.command("report")
def report_nlu(
    out: Annotated[
        Path | None, typer.Option(help="Folder of the page and its pictures. Default: docs/.")
    ] = None,
) -> None:
    """Measure how messages are understood, and write nlu-report.md with its pictures."""
    from zhangfang.cases.reading import SURE, UNSURE
    from zhangfang.running.environment import reading_environment

    layout = layout_here()
    _require_model(layout)
    folder = (out or layout.root / "docs").resolve()
    command = [str(layout.rasa_python), "-m", "nlu.lean", "nlu.report"]
    command += [
        "--model",
        str(layout.model),
        "--sure",
        str(SURE),
        "--unsure",
        str(UNSURE),
        "--out",
        str(folder),
    ]
    environment = reading_environment(layout.root)
    done = subprocess.run(command, cwd=layout.root, env=environment, check=False)
    raise typer.Exit(done.returncode)


def main() -> None:
    """Run; what cannot go on is said in one line, without a traceback."""
    try:
        app()
    except Failure as failure:
        typer.echo(str(failure), err=True)
        sys.exit(1)


def _require_moment(said: str) -> None:
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Failure(
            f"--now is {said!r}, which is not a moment with an offset.",
            "Write it like 2026-11-22T10:00:00+08:00.",
        )


def _require_model(layout: Layout) -> None:
    if not layout.rasa_python.is_file():
        raise Failure("Rasa's environment is not installed.", "Run `make setup` first.")
    if not layout.model.is_file():
        raise Failure("There is no trained model.", "Run `zhangfang train` first.")


if __name__ == "__main__":
    main()
