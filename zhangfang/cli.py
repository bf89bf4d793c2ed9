"""The command line: `zhangfang up | train | parse | chat | transcripts | bench | knowledge …`."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout, find_layout

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
) -> None:
    """Start everything: Rasa, the action server and the desk."""
    from zhangfang.running.place import require_address
    from zhangfang.running.up import up as run

    if database is not None:
        require_address(database)
    options = [
        f"--{name}={value}"
        for name, value in (
            ("tsa", tsa),
            ("tsa-roots", tsa_roots and tsa_roots.resolve()),
            ("witness", witness),
            ("witness-key", witness_key),
            ("database", database),
        )
        if value
    ]
    run(_layout(), port, data.resolve(), _say, dev=dev, options=options)


@app.command()
def train(
    if_changed: Annotated[
        bool, typer.Option("--if-changed", help="Only if something it depends on has changed.")
    ] = False,
) -> None:
    """Train Rasa's model from data/ and domain.yml."""
    from zhangfang.running.training import train as run
    from zhangfang.running.training import up_to_date

    layout = _layout()
    if if_changed and up_to_date(layout):
        _say("The model is up to date.")
        return
    _say("Training the model; this takes about a minute …")
    run(layout, _say)


@app.command()
def parse(
    now: Annotated[str | None, typer.Option(help="When the lines were sent, ISO 8601.")] = None,
) -> None:
    """Read messages from standard input, a line each; write what was understood as JSON lines."""
    from zhangfang.running.environment import reading_environment

    layout = _layout()
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

    run(f"http://127.0.0.1:{port}", input, _say_out)


@app.command()
def transcripts(
    folder: Annotated[
        Path | None, typer.Argument(help="Has scripts/. Default: docs/transcripts/.")
    ] = None,
) -> None:
    """Play the scripts of docs/transcripts/ in a house of its own; write what was said."""
    from zhangfang.running.transcripts import write_transcripts

    layout = _layout()
    _require_model(layout)
    write_transcripts(layout, folder or layout.root / "docs" / "transcripts", _say)


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="A smoke run; its figures mean little.")
    ] = False,
) -> None:
    """Measure ours beside the stock Rasa pipeline, and write docs/benchmarks.md."""
    layout = _layout()
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
) -> None:
    """Run the desk alone; `zhangfang up` does so."""
    from zhangfang.desk.serve import serve
    from zhangfang.desk.settings import Settings

    layout = _layout()
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
    )
    serve(settings, port)


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
        knowledge = load(folder or _layout().knowledge)
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

    layout = _layout()
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

    layout = _layout()
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


@app.command()
def witness(
    log: Annotated[
        list[str], typer.Option(help="Verifier key of a log to watch. May be given several times.")
    ],
    data: Annotated[Path, typer.Option(help="Folder of the witness's key and memory.")],
    name: Annotated[
        str | None, typer.Option(help="Of a new witness, like witness.example.org/w1.")
    ] = None,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8700,
) -> None:
    """Witness another organisation's log: sign its checkpoints as long as it only grows."""
    from zhangfang.evidence.fault import EvidenceError
    from zhangfang.evidence.signed_note import ED25519, VerifierKey
    from zhangfang.witness.fault import WitnessError
    from zhangfang.witness.serve import listen, open_witness, serve

    try:
        logs = [VerifierKey.from_vkey(vkey) for vkey in log]
        if any(key.algorithm != ED25519 for key in logs):
            raise Failure("--log is the key of a witness.", "Give the key that signs the log.")
        ours = open_witness(data, name, logs)
        listening = listen(host, port)
    except (EvidenceError, WitnessError) as error:
        raise Failure(str(error), "The witness has not started.") from None
    except OSError as error:
        raise Failure(f"Cannot listen on {host}:{port}: {error}.", "Choose another port.") from None
    _say_out(ours.verifier.as_vkey())
    serve(ours, listening)


@app.command()
def pack(
    which: Annotated[str, typer.Argument(help="A case number, or a conversation's id.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The zip to write.")],
    data: Data = Path("var"),
    size: Annotated[
        int | None, typer.Option(help="As it stood at the checkpoint of this size: the same bytes.")
    ] = None,
    database: Database = None,
) -> None:
    """Write the evidence pack of a case; that it was taken is put on record."""
    from zhangfang.running.place import Place
    from zhangfang.running.record_commands import write_pack

    write_pack(_layout(), Place(data.resolve(), database), which, size, out)
    _say(f"{out} is written. Anybody can check it: zhangfang verify {out}")


@app.command()
def erase(
    which: Annotated[str, typer.Argument(help="A case number, or a conversation's id.")],
    data: Data = Path("var"),
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    database: Database = None,
) -> None:
    """Destroy all that was said in a conversation, for good. The log still verifies."""
    from zhangfang.running.place import Place
    from zhangfang.running.record_commands import erase as run

    if not yes and not typer.confirm(f"Erase all of {which}? It cannot be undone."):
        raise typer.Exit(1)
    if not run(_layout(), Place(data.resolve(), database), which):
        _say("Somebody is reading the record: the last traces go when the desk starts next.")
    _say("It is erased. Backups made before still hold it.")


@app.command("new-key")
def new_key(data: Data = Path("var")) -> None:
    """Make a new key for the log. It signs from the next start on; the old ones are kept."""
    from zhangfang.running.record_commands import new_key as run

    _say_out(run(data.resolve()))
    _say("Restart the desk, and publish this key.")


@app.command()
def audit(
    data: Data = Path("var"),
    receipts: Annotated[
        list[Path] | None, typer.Option(help="File with receipts that a merchant's page has kept.")
    ] = None,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="File with a checkpoint that somebody else has kept, or a pack."),
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="Verifier key that the log is known by.")
    ] = None,
    witness_key: Annotated[
        list[str] | None, typer.Option(help="Verifier key of a witness of this log.")
    ] = None,
    tsa_roots: TsaRoots = None,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line, for other programs.")] = False,
) -> None:
    """Make the whole log again from its rows: 0 sound, 1 not, and says where; 2 cannot look."""
    from zhangfang.running.audit import Order, run

    order = Order(
        data=data,
        database=database,
        kept=(*(receipts or ()), *(checkpoint or ())),
        keys=tuple(key or ()),
        witness_keys=tuple(witness_key or ()),
        tsa_roots=tsa_roots,
    )
    raise typer.Exit(run(order, _say_out, _say, as_json=as_json))


@app.command("verify")
def verify_pack(
    pack: Annotated[Path, typer.Argument(exists=True, help="The zip, or its unpacked folder.")],
    key: Annotated[str | None, typer.Option(help="The log's verifier key, as published.")] = None,
    receipts: Annotated[
        Path | None, typer.Option(help="File with receipts that were kept.")
    ] = None,
    authority: Annotated[
        list[Path] | None,
        typer.Option(help="Certificates (PEM) of a time-stamp authority to believe."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line, for other programs.")] = False,
) -> None:
    """Verify an evidence pack and its time stamps: 0 sound, 1 tampered, and says where."""
    from zhangfang.running.verify import run

    found = run(
        pack,
        _say_out,
        _say,
        key=key,
        receipts=receipts,
        authorities=authority or (),
        as_json=as_json,
    )
    raise typer.Exit(found)


def main() -> None:
    """Run; what cannot go on is said in one line, without a traceback."""
    try:
        app()
    except Failure as failure:
        typer.echo(str(failure), err=True)
        sys.exit(1)


def _layout() -> Layout:
    return find_layout(Path.cwd())


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


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _say_out(line: str) -> None:
    typer.echo(line)


if __name__ == "__main__":
    main()
