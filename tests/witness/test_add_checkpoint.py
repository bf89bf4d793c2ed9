"""The protocol: each status code of tlog-witness, and what it takes to get a signature."""

import pytest
from small_log import ORIGIN, SmallLog, key_of
from witness_server import AT, served

from zhangfang.evidence.cosignature import verify_cosignature
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.merkle import leaf_hash
from zhangfang.evidence.signed_note import Note, parse_note, signed
from zhangfang.evidence.witness_request import (
    PATH,
    SIZE_TYPE,
    add_checkpoint_body,
    read_cosignatures,
    read_size,
)
from zhangfang.witness.serve import create_app, open_witness


def test_a_log_that_grows_is_signed_each_time(client, log, witness) -> None:
    """With the time at which the witness saw it, and under its own name."""
    old = 0
    for new in (1, 2, 2, 7, 8, 23, 40):
        told = log.ask(client, old, new)
        assert told.status_code == 200, told.text
        assert told.text.startswith("— witness.example/w1 ")
        text = log.checkpoint(new).text
        (line,) = read_cosignatures(told.text, text, [witness.verifier])
        assert verify_cosignature(text, line, witness.verifier) == AT
        old = new


def test_the_signature_belongs_below_the_checkpoint(client, log, witness) -> None:
    """A reader of the checkpoint finds both signatures on it."""
    told = log.ask(client, 0, 3)
    note = parse_note(log.checkpoint(3).as_text() + told.text)
    assert [line.name for line in note.signatures] == [ORIGIN, "witness.example/w1"]


def test_an_empty_log_may_be_signed(client, log) -> None:
    assert log.ask(client, 0, 0).status_code == 200
    assert log.ask(client, 0, 5).status_code == 200


def test_who_does_not_know_the_size_is_told(client, log) -> None:
    """409, and from there it goes on."""
    log.ask(client, 0, 8)
    told = log.ask(client, 0, 20)
    assert told.status_code == 409
    assert told.headers["Content-Type"] == SIZE_TYPE
    assert told.text == "8\n"
    assert read_size(told.headers["Content-Type"], told.text) == 8
    assert log.ask(client, 8, 20).status_code == 200


@pytest.mark.parametrize("old", [0, 3, 7])
def test_a_log_is_never_rolled_back(client, log, old) -> None:
    """A checkpoint that was true once is not the newest any more."""
    log.ask(client, 0, 20)
    told = log.ask(client, old, 7)
    assert told.status_code == 409
    assert told.text == "20\n"


def test_a_rewritten_log_of_the_same_size_is_refused(client, log) -> None:
    """Even though the same key signed it: that is what a witness is for."""
    log.ask(client, 0, 20)
    told = log.rewritten(4).ask(client, 20, 20)
    assert told.status_code == 409
    assert read_size(told.headers["Content-Type"], told.text) is None
    assert "another log of size 20" in told.text


@pytest.mark.parametrize("changed", range(20))
def test_a_rewritten_log_that_grew_is_refused(client, log, changed) -> None:
    log.ask(client, 0, 20)
    assert log.rewritten(changed).ask(client, 20, 33).status_code == 422
    assert log.ask(client, 20, 33).status_code == 200


def test_what_is_after_the_last_signature_may_change(client, log) -> None:
    """The witness vouches for what it saw, and for nothing else."""
    log.ask(client, 0, 20)
    assert log.rewritten(20).ask(client, 20, 33).status_code == 200


def test_another_log_is_not_found(client) -> None:
    stranger = SmallLog(5, key_of("other.example/log"))
    assert stranger.ask(client, 0, 5).status_code == 404


def test_another_key_under_the_logs_name_is_forbidden(client) -> None:
    thief = SmallLog(5, key_of(ORIGIN, "thief"))
    assert thief.ask(client, 0, 5).status_code == 403


def test_a_wrong_signature_by_the_logs_key_is_forbidden(client, log) -> None:
    mine, other = log.checkpoint(5), log.checkpoint(6)
    mixed = Note(mine.text, other.signatures)
    told = client.post(PATH, content=add_checkpoint_body(0, [], mixed.as_text()).encode())
    assert told.status_code == 403


def test_signatures_by_others_do_no_harm(client, log) -> None:
    """Another witness may have signed before."""
    both = signed(log.checkpoint(5).text, key_of("else.example", "else"), log.key)
    told = client.post(PATH, content=add_checkpoint_body(0, [], both.as_text()).encode())
    assert told.status_code == 200


def test_a_log_may_change_its_key(tmp_path, log) -> None:
    """Both keys are the log's; what was signed under the first still binds the second."""
    later = SmallLog(40, key_of(ORIGIN, "second key"))
    keys = [log.key.verifier, later.key.verifier]
    with served(create_app(open_witness(tmp_path / "two", None, keys))) as client:
        assert log.ask(client, 0, 10).status_code == 200
        assert later.rewritten(3).ask(client, 10, 20).status_code == 422
        assert later.ask(client, 10, 20).status_code == 200


@pytest.mark.parametrize("old", [6, 39])
def test_an_old_size_beyond_the_new_one_is_no_request(client, log, old) -> None:
    body = add_checkpoint_body(old, [], log.checkpoint(5).as_text())
    assert client.post(PATH, content=body.encode()).status_code == 400


def proofs(log: SmallLog) -> dict[str, list[bytes]]:
    right = log.proof(7, 20)
    return {
        "none": [],
        "short": right[:-1],
        "long": [*right, leaf_hash(b"")],
        "swapped": right[::-1],
        "of another size": log.proof(8, 20),
        "one bit": [bytes([right[0][0] ^ 1]) + right[0][1:], *right[1:]],
        "63 hashes": [leaf_hash(b"")] * 63,
    }


@pytest.mark.parametrize("which", list(proofs(SmallLog(40))))
def test_a_wrong_proof_is_refused(client, log, which) -> None:
    log.ask(client, 0, 7)
    body = add_checkpoint_body(7, proofs(log)[which], log.checkpoint(20).as_text())
    assert client.post(PATH, content=body.encode()).status_code == 422


def test_a_first_checkpoint_has_no_proof(client, log) -> None:
    body = add_checkpoint_body(0, [leaf_hash(b"")], log.checkpoint(20).as_text())
    assert client.post(PATH, content=body.encode()).status_code == 422


def malformed(log: SmallLog) -> dict[str, bytes]:
    good = log.body(7, 20)
    head, note = good.split("\n\n", 1)
    line = head.split("\n")[1]
    return {
        "empty": b"",
        "not UTF-8": good.encode() + b"\xff",
        "no old size": good.removeprefix("old 7\n").encode(),
        "another word": good.replace("old 7", "new 7").encode(),
        "two spaces": good.replace("old 7", "old  7").encode(),
        "leading zero": good.replace("old 7", "old 07").encode(),
        "minus": good.replace("old 7", "old -7").encode(),
        "other digits": good.replace("old 7", "old ７").encode(),
        "beyond 64 bits": good.replace("old 7", f"old {2**64}").encode(),
        "carriage returns": good.replace("\n", "\r\n").encode(),
        "a hash of 31 bytes": good.replace(line, "A" * 40 + "AA==").encode(),
        "no Base64": good.replace(line, "*" * 44).encode(),
        "spare bits": good.replace(line, line[:-2] + chr(ord(line[-2]) + 1) + "=").encode(),
        "64 hashes": ("old 7\n" + (line + "\n") * 64 + "\n" + note).encode(),
        "no blank line": f"{head}\n{note}".encode(),
        "no checkpoint": f"{head}\n\n".encode(),
        "no signature": f"{head}\n\n{log.checkpoint(20).text}".encode(),
        "cut off": good[:-1].encode(),
        "size of the checkpoint": good.replace("\n20\n", "\n020\n").encode(),
    }


@pytest.mark.parametrize("which", list(malformed(SmallLog(40))))
def test_a_malformed_request_is_refused(client, log, which) -> None:
    log.ask(client, 0, 7)
    assert client.post(PATH, content=malformed(log)[which]).status_code == 400
    assert log.ask(client, 7, 20).status_code == 200


def test_a_flood_is_cut_off(client) -> None:
    assert client.post(PATH, content=b"old 0\n" * 100_000).status_code == 413


def test_there_is_nothing_else(client) -> None:
    assert client.get(PATH).status_code == 405
    assert client.get("/").status_code == 404


def test_only_known_witnesses_count(client, log, witness) -> None:
    """The client ignores lines by keys that it does not know."""
    text = log.checkpoint(5).text
    told = log.ask(client, 0, 5).text
    stranger = signed(text, key_of("else.example")).signatures[0].as_line()
    assert len(read_cosignatures(stranger + told, text, [witness.verifier])) == 1
    assert read_cosignatures(told, text, []) == []


def test_a_cosignature_of_another_checkpoint_is_an_error(client, log, witness) -> None:
    told = log.ask(client, 0, 5).text
    with pytest.raises(EvidenceError) as raised:
        read_cosignatures(told, log.checkpoint(6).text, [witness.verifier])
    assert raised.value.code == "cosignature_wrong"


@pytest.mark.parametrize("body", ["<html></html>", "", "— witness.example/w1 AAAA\n"])
def test_an_answer_without_signatures_is_an_error(log, witness, body) -> None:
    with pytest.raises(EvidenceError):
        read_cosignatures(body, log.checkpoint(5).text, [witness.verifier])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "10\n"),
        (f"{SIZE_TYPE}; charset=utf-8", "10\n"),
        (SIZE_TYPE, "10"),
        (SIZE_TYPE, "010\n"),
        (SIZE_TYPE, "ten\n"),
        (SIZE_TYPE, ""),
    ],
)
def test_a_conflict_that_names_no_size(kind, body) -> None:
    assert read_size(kind, body) is None
