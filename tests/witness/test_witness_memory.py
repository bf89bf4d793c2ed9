"""A witness remembers, whatever happens: stopped, killed, asked by many at once."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from small_log import SmallLog, key_of
from witness_server import client_of, served

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import VerifierKey, parse_note, verify_note
from zhangfang.evidence.witness_request import PATH, read_cosignatures
from zhangfang.running.ports import free_port
from zhangfang.witness.fault import WitnessError
from zhangfang.witness.serve import create_app, open_witness


@contextmanager
def running(folder: Path, log: SmallLog) -> Iterator[tuple[httpx.Client, VerifierKey]]:
    """The program itself, as another organisation runs it; in the end it is killed."""
    port = free_port()
    command = [sys.executable, "-m", "zhangfang.cli", "witness", "--data", str(folder)]
    command += ["--log", log.key.verifier.as_vkey(), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        vkey = process.stdout.readline().strip()  # printed once it listens
        with client_of(port) as client:
            yield client, VerifierKey.from_vkey(vkey)
    finally:
        process.kill()
        process.communicate()


def kept(folder: Path, table: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "witness.db")) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_killed_and_started_again_it_remembers(tmp_path, log) -> None:
    """SIGKILL right after the answer: the answer was on the disk before."""
    with running(tmp_path, log) as (client, first):
        text = log.checkpoint(20).text
        told = log.ask(client, 0, 20)
        assert len(read_cosignatures(told.text, text, [first])) == 1
    with running(tmp_path, log) as (client, second):
        assert second == first
        assert log.rewritten(5).ask(client, 0, 20).status_code == 409
        assert log.rewritten(5).ask(client, 20, 30).status_code == 422
        assert log.ask(client, 20, 30).status_code == 200
    assert (tmp_path / "witness.key").stat().st_mode & 0o777 == 0o600


def test_of_many_at_once_one_is_signed(client, log) -> None:
    """Two forks of the log, many times each: one of them wins, and the other one never."""
    fork = log.rewritten(0)
    bodies = [one.body(0, size).encode() for size in range(1, 21) for one in (log, fork)]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda body: client.post(PATH, content=body), bodies))
    statuses = [one.status_code for one in told]
    assert statuses.count(200) == 1
    assert statuses.count(409) == len(bodies) - 1
    winner, loser = (log, fork) if statuses.index(200) % 2 == 0 else (fork, log)
    size = statuses.index(200) // 2 + 1
    assert winner.ask(client, size, 30).status_code == 200
    assert loser.ask(client, size, 30).status_code == 409
    assert loser.ask(client, 30, 40).status_code == 422


def test_two_programs_share_one_memory(witness, client, log, tmp_path) -> None:
    """Started twice by mistake, they still sign one log only."""
    other = open_witness(tmp_path / "witness", None, [log.key.verifier])
    assert other.verifier == witness.verifier
    with served(create_app(other)) as second:
        assert log.ask(client, 0, 10).status_code == 200
        assert log.rewritten(2).ask(second, 0, 11).status_code == 409
        assert log.ask(second, 10, 11).status_code == 200
        assert log.ask(client, 10, 12).status_code == 409


def test_a_larger_size_is_never_replaced_by_a_smaller(client, log, tmp_path) -> None:
    """The race that the standard describes: requests from everywhere, in any order."""
    old = 4
    log.ask(client, 0, old)
    for new in (5, 9, 17, 40):
        wanted = [(old, new), (0, 3), (old, new), (0, new), (new, new)]
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda sizes: log.ask(client, *sizes), wanted))
        ((_, size, _, _),) = kept(tmp_path / "witness", "seen")
        assert size == new
        old = new


def test_what_may_prove_a_forgery_is_kept(client, log, tmp_path) -> None:
    """Two checkpoints of one size, both signed by the log: nobody can explain that away."""
    log.ask(client, 0, 20)
    fork = log.rewritten(3)
    fork.ask(client, 20, 20)
    fork.ask(client, 0, 20)
    ((_, _, _, signed),) = kept(tmp_path / "witness", "seen")
    ((_, suspicious, _),) = kept(tmp_path / "witness", "suspicious")
    notes = parse_note(signed), parse_note(suspicious)
    assert notes[0].text != notes[1].text
    for note in notes:
        assert verify_note(note, [log.key.verifier]) == [log.key.verifier]


def test_not_much_is_kept(client, log, tmp_path) -> None:
    """Nobody fills the disk by sending true checkpoints with wrong proofs."""
    log.ask(client, 0, 2)
    long = SmallLog(200).rewritten(0)
    for size in range(3, 150):
        assert long.ask(client, 2, size).status_code == 422
    assert len(kept(tmp_path / "witness", "suspicious")) == 100


def test_strangers_leave_no_trace(client, tmp_path) -> None:
    SmallLog(5, key_of("other.example")).ask(client, 0, 5)
    assert kept(tmp_path / "witness", "seen") == kept(tmp_path / "witness", "suspicious") == []


def test_without_its_memory_it_does_not_start(tmp_path, log) -> None:
    """A witness that forgot would sign a second history."""
    open_witness(tmp_path, None, [log.key.verifier])
    (tmp_path / "witness.db").unlink()
    with pytest.raises(WitnessError, match="no memory"):
        open_witness(tmp_path, None, [log.key.verifier])


def test_a_key_that_others_can_read_is_not_used(tmp_path, log) -> None:
    open_witness(tmp_path, None, [log.key.verifier])
    (tmp_path / "witness.key").chmod(0o640)
    with pytest.raises(WitnessError, match="chmod 600"):
        open_witness(tmp_path, None, [log.key.verifier])


@pytest.mark.parametrize("file", ["witness.key", "witness.vkey"])
def test_a_broken_key_is_named(tmp_path, log, file) -> None:
    open_witness(tmp_path, None, [log.key.verifier])
    (tmp_path / file).write_text("rubbish")
    with pytest.raises(WitnessError, match=r"witness\.key"):
        open_witness(tmp_path, None, [log.key.verifier])


def test_halves_of_two_keys_are_not_used(tmp_path, log) -> None:
    for name in ("one", "two"):
        open_witness(tmp_path / name, "w.example", [log.key.verifier])
    (tmp_path / "one" / "witness.vkey").write_bytes(
        (tmp_path / "two" / "witness.vkey").read_bytes()
    )
    with pytest.raises(WitnessError, match="not of one key"):
        open_witness(tmp_path / "one", None, [log.key.verifier])


def test_a_witness_keeps_its_name(tmp_path, log) -> None:
    """Readers know it by name and key together."""
    named = open_witness(tmp_path, "witness.example/w1", [log.key.verifier])
    assert named.verifier.name == "witness.example/w1"
    assert open_witness(tmp_path, None, [log.key.verifier]).verifier == named.verifier
    with pytest.raises(WitnessError, match="is called witness"):
        open_witness(tmp_path, "witness.example/w2", [log.key.verifier])


def test_a_name_that_cannot_be_one_is_refused(tmp_path, log) -> None:
    with pytest.raises(EvidenceError):
        open_witness(tmp_path, "two words", [log.key.verifier])
    open_witness(tmp_path, "one-word", [log.key.verifier])  # nothing was left behind
