"""The commands about the record: `zhangfang pack | verify | audit | erase | new-key | witness`."""

from pathlib import Path
from typing import Annotated

import typer

from zhangfang.running.command_line import Data, Database, TsaRoots, layout_here, say, say_out
from zhangfang.running.failure import Failure

app = typer.Typer()


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
    say_out(ours.verifier.as_vkey())
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

    write_pack(layout_here(), Place(data.resolve(), database), which, size, out)
    say(f"{out} is written. Anybody can check it: zhangfang verify {out}")


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
    if not run(layout_here(), Place(data.resolve(), database), which):
        say("Somebody is reading the record: the last traces go when the desk starts next.")
    say("It is erased. Backups made before still hold it.")


@app.command("new-key")
def new_key(data: Data = Path("var")) -> None:
    """Make a new key for the log. It signs from the next start on; the old ones are kept."""
    from zhangfang.running.record_commands import new_key as run

    say_out(run(data.resolve()))
    say("Restart the desk, and publish this key.")


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
    raise typer.Exit(run(order, say_out, say, as_json=as_json))


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
        say_out,
        say,
        key=key,
        receipts=receipts,
        authorities=authority or (),
        as_json=as_json,
    )
    raise typer.Exit(found)
