"""What an audit finds: changes, removals, a log that was rewritten with its own keys."""

import json
import random
import secrets
from dataclasses import replace
from hashlib import sha256

import pytest
from authority import Authority
from record_of_a_desk import KEY, WITNESS, Desk, kept, signing_key
from rewriting import remove

from zhangfang.evidence.checkpoint import read_checkpoint
from zhangfang.evidence.cosignature import cosign
from zhangfang.evidence.seal import seal
from zhangfang.evidence.signed_note import parse_note, signed
from zhangfang.evidence.timestamp import read_token, request
from zhangfang.store.audit.found import MOST, MOST_OF_A_KIND
from zhangfang.store.audit.kept import KeptNote
from zhangfang.store.audit.run import Outside
from zhangfang.store.audit.words import FAULTS, WARNINGS


@pytest.fixture
def desk():
    """Two conversations, a stop, a start, an audit, a stop."""
    desk = Desk()
    desk.start()
    desk.one, desk.two = desk.opens(), desk.opens()
    desk.complains(desk.one)
    desk.witnessed = desk.signs(witnessed=True)
    desk.complains(desk.two)
    desk.redacts(desk.one)
    desk.stop()
    desk.start()
    desk.audits()
    desk.said = desk.says(desk.two, "还在吗")
    desk.answers(desk.two, desk.said.event.seq)
    desk.noted = desk.signs()
    desk.stop()
    yield desk
    desk.close()


def codes(found) -> set[str]:
    return {each.code for each in found.findings.faults}


def places(found, code) -> list[str]:
    return [each.where for each in found.findings.faults if each.code == code]


def changed(desk, query, *values, outside=None):
    """What an audit finds after this was done to the database."""
    with desk.tampered() as record:
        record.raw.execute(query, values)
        return record.audit(outside or Outside())


def of_conversation(desk, conversation) -> list[int]:
    rows = desk.raw.execute("SELECT log_index FROM events WHERE conversation = ?", (conversation,))
    return [index for (index,) in rows]


def size(desk) -> int:
    return desk.raw.execute("SELECT COUNT(*) FROM events").fetchone()[0]


def test_a_sound_log_is_sound_with_all_that_others_have_kept(desk):
    outside = Outside(
        receipts=kept(*desk.receipts),
        checkpoints=kept(desk.witnessed, desk.noted),
        keys=(KEY.verifier.as_vkey(),),
    )
    found = desk.audit(outside)
    assert found.is_sound
    assert found.findings.warnings == []
    assert found.size == size(desk)


def gone(desk, which) -> list[int]:
    return {
        "the first event": [0],
        "a message in the middle": [of_conversation(desk, desk.one)[1]],
        "the last event": [size(desk) - 1],
        "the last ten events": list(range(size(desk) - 10, size(desk))),
        "a whole conversation": of_conversation(desk, desk.two),
    }[which]


WHICH = (
    "the first event",
    "a message in the middle",
    "the last event",
    "the last ten events",
    "a whole conversation",
)


@pytest.mark.parametrize("how", ["deleted", "renumbered", "rehashed"])
@pytest.mark.parametrize("which", WHICH)
def test_removed_events_are_found_by_the_log_alone(desk, which, how):
    with desk.tampered() as record:
        removed = gone(desk, which)
        remove(record, removed, how)
        found = record.audit()
    assert not found.is_sound
    if which.startswith("the last"):
        assert f"checkpoint {removed[-1] + 1}" in places(found, "log_cut_off")
    elif how == "deleted":
        assert places(found, "event_missing")[0].startswith(f"log index {removed[0]}")
    elif how == "renumbered":
        assert f"log index {removed[0]}, column log_index" in places(found, "column_differs")
    else:
        assert "root_wrong" in codes(found) or "checkpoint_missing" in codes(found)


@pytest.mark.parametrize("which", WHICH)
def test_a_log_rewritten_with_its_keys_agrees_with_itself_but_not_with_what_others_kept(
    desk, which
):
    with desk.tampered() as record:
        remove(record, gone(desk, which), "with the keys")
        alone = record.audit()
        witness = record.audit(Outside(checkpoints=kept(desk.witnessed)))
        latest = record.audit(Outside(checkpoints=kept(desk.noted)))
        receipts = record.audit(Outside(receipts=kept(*desk.receipts)))
    assert alone.findings.faults == []
    if which == "the last event":  # it was the stop; nobody has a receipt of that
        return
    assert not latest.is_sound
    assert codes(receipts) == {"receipt_broken"}
    if not which.startswith("the last"):  # the witness saw the log before it had these
        assert not witness.is_sound


def test_the_last_event_is_missed_by_whoever_has_the_last_checkpoint(desk):
    [(note,)] = desk.raw.execute("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
    with desk.tampered() as record:
        remove(record, [size(desk) - 1], "with the keys")
        found = record.audit(Outside(checkpoints=kept(note)))
    assert codes(found) == {"log_cut_off"}
    assert places(found, "log_cut_off") == [f"checkpoint {size(desk)} in kept.txt"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


def token(authority, note) -> bytes:
    digest = sha256(parse_note(note).text.encode()).digest()
    return read_token(authority.reply(request(digest, secrets.randbits(63)))).token


def test_a_log_rewritten_with_its_keys_does_not_agree_with_a_time_stamp(desk, authority):
    stamped = KeptNote(desk.noted, "stamped.json", token(authority, desk.noted))
    outside = Outside(checkpoints=(stamped,))
    roots = tuple(authority.roots)
    assert desk.audit(outside, roots).is_sound
    with desk.tampered() as record:
        remove(record, [of_conversation(desk, desk.one)[1]], "with the keys")
        assert "root_wrong" in codes(record.audit(outside, roots))


def test_a_time_stamp_must_be_over_its_checkpoint_and_by_the_authority(desk, authority, tmp_path):
    roots = tuple(authority.roots)
    here = read_checkpoint(parse_note(desk.noted).text).size
    put = "UPDATE checkpoints SET timestamp = ? WHERE size = ?"
    right = token(authority, desk.noted)
    with desk.tampered() as record:
        record.raw.execute(put, (right, here))
        assert record.audit(roots=roots).findings.count == {}
        assert record.audit().findings.count == {"timestamp_unchecked": 1}
        stranger = Authority(tmp_path / "stranger")
        for wrong in (
            token(authority, desk.witnessed),
            token(stranger, desk.noted),
            right[:-1],
            "a text",
        ):
            record.raw.execute(put, (wrong, here))
            found = record.audit(roots=roots)
            assert places(found, "timestamp_wrong") == [f"checkpoint {here}"]


def test_a_time_stamp_of_which_a_byte_was_changed_is_found_unless_it_says_the_same(desk, authority):
    """What nobody signed, like version numbers, may differ; it says nothing."""
    chance, roots = random.Random(1), tuple(authority.roots)
    put = "UPDATE checkpoints SET timestamp = ? WHERE size = ?"
    here, right = read_checkpoint(parse_note(desk.noted).text).size, token(authority, desk.noted)
    found = 0
    with desk.tampered() as record:
        for _ in range(200):
            at = chance.randrange(len(right))
            wrong = right[:at] + bytes([right[at] ^ 1 << chance.randrange(8)]) + right[at + 1 :]
            record.raw.execute(put, (wrong, here))
            if places(record.audit(roots=roots), "timestamp_wrong") == [f"checkpoint {here}"]:
                found += 1
            else:
                assert replace(read_token(wrong), token=right) == read_token(right)
    assert found > 100


def test_a_time_stamp_that_was_taken_away_is_missed(authority):
    desk = Desk()
    desk.start()
    note = desk.signs()
    desk.raw.execute("UPDATE checkpoints SET timestamp = ?", (token(authority, note),))
    desk.audits()
    assert desk.audit().is_sound
    found = changed(desk, "UPDATE checkpoints SET timestamp = NULL")
    assert codes(found) == {"timestamp_missing"}
    desk.close()


def test_a_whole_new_log_under_new_keys_is_not_the_one_that_is_known(desk):
    """Receipts and the published key are by another."""
    with desk.tampered() as record:
        other = record._replace(keys=(signing_key(9).verifier,))
        found = other.audit(
            Outside(receipts=kept(desk.receipts[0]), keys=(KEY.verifier.as_vkey(),))
        )
    assert {"key_unexpected", "receipt_unreadable", "key_unknown"} <= codes(found)


def test_receipts_and_checkpoints_of_others_are_looked_at_closely(desk):
    stranger = signing_key(8)
    receipt, note = desk.receipts[0], desk.noted
    bad = Outside(
        receipts=kept(
            "rubbish",
            receipt.replace("\n\n", "\n"),
            signed(parse_note(receipt).text, stranger).as_text(),
        ),
        checkpoints=kept("rubbish", signed(parse_note(note).text, stranger).as_text()),
    )
    found = desk.audit(bad)
    assert found.findings.count == {
        "receipt_unreadable": 3,
        "checkpoint_unreadable": 1,
        "signature_wrong": 1,
    }


def test_a_checkpoint_that_somebody_kept_was_issued(desk):
    """The desk has deleted a row that no audit has counted yet."""
    here = read_checkpoint(parse_note(desk.noted).text).size
    delete = "DELETE FROM checkpoints WHERE size = ?"
    assert changed(desk, delete, here).is_sound  # nobody could know
    found = changed(desk, delete, here, outside=Outside(checkpoints=kept(desk.noted)))
    assert places(found, "checkpoint_missing") == [f"checkpoint {here}"]


def test_a_witness_signature_must_hold(desk):
    text = parse_note(desk.noted).text
    here = read_checkpoint(text).size
    for_another = cosign(parse_note(desk.witnessed).text, WITNESS, 1).as_line()
    add = "UPDATE checkpoints SET note = note || ? WHERE size = ?"
    found = changed(desk, add, for_another, here)
    assert places(found, "cosignature_wrong") == [f"checkpoint {here}"]
    unknown = cosign(text, signing_key(7, "w.example/2"), 1).as_line()
    found = changed(desk, add, unknown, here)
    assert found.is_sound
    [warning] = found.findings.warnings
    assert (warning.code, warning.where) == ("signature_unknown", f"checkpoint {here}")
    assert "w.example/2" in warning.en


def test_after_erasing_nothing_may_be_left():
    desk = Desk()
    desk.start()
    name = desk.opens()
    desk.complains(name)
    before = desk.raw.execute("SELECT * FROM sealed").fetchall()
    [key] = desk.raw.execute("SELECT * FROM conversation_keys").fetchall()
    [case] = desk.raw.execute("SELECT * FROM cases").fetchall()
    [turn, _] = desk.raw.execute("SELECT * FROM turns").fetchall()
    desk.erases(name)
    assert desk.audit().is_sound
    with desk.tampered() as record:
        record.raw.executemany("INSERT INTO sealed VALUES (?, ?, ?)", before)
        found = record.audit()
        assert found.findings.count == {"value_left": len(before)}
        assert places(found, "value_left")[0] == "log index 1, content"
    found = changed(desk, "INSERT INTO conversation_keys VALUES (?, ?)", *key)
    assert places(found, "key_left") == [f"conversation {name}"]
    found = changed(desk, f"INSERT INTO cases VALUES ({', '.join('?' * len(case))})", *case)
    assert places(found, "working_copy_differs") == [f"conversation {name}, case {case[0]}"]
    found = changed(desk, f"INSERT INTO turns VALUES ({', '.join('?' * len(turn))})", *turn)
    assert places(found, "working_copy_differs") == [f"conversation {name}, turn {turn[1]}"]
    desk.close()


WORKING_COPIES = {
    "state": "UPDATE conversations SET state = replace(state, 'A2024', 'A2025') WHERE id = ?",
    "no state": "UPDATE conversations SET state = '{}' WHERE id = ?",
    "state is no JSON": "UPDATE conversations SET state = 'x' WHERE id = ?",
    "next_seq": "UPDATE conversations SET next_seq = next_seq + 1 WHERE id = ?",
    "conversation": "DELETE FROM conversations WHERE id = ?",
    "case": "UPDATE cases SET phase = 'wait' WHERE conversation = ?",
    "facts": "UPDATE cases SET facts = replace(facts, 'A2024', 'A2') WHERE conversation = ?",
    "no case": "DELETE FROM cases WHERE conversation = ?",
    "turn": "UPDATE turns SET seq = seq + 1000 WHERE conversation = ?",
}


@pytest.mark.parametrize("what", WORKING_COPIES)
def test_working_copies_are_what_the_log_says(desk, what):
    found = changed(desk, WORKING_COPIES[what], desk.one)
    assert codes(found) == {"working_copy_differs"}
    for place in places(found, "working_copy_differs"):
        assert place.startswith(f"conversation {desk.one}")


def test_a_key_that_does_not_unwrap_is_told_once(desk):
    wrapped = seal(bytes(32), bytes(32), desk.one, bytes(12))
    update = "UPDATE conversation_keys SET wrapped = ? WHERE conversation = ?"
    found = changed(desk, update, wrapped, desk.one)
    assert [(it.code, it.where) for it in found.findings.faults] == [
        ("key_wrong", f"conversation {desk.one}")
    ]


def test_a_clock_that_was_set_back_is_no_fault():
    desk = Desk()
    desk.start()
    name = desk.opens()
    desk.now -= desk.now - desk.now.replace(hour=9)
    entry = desk.says(name, "在吗")
    found = desk.audit()
    assert found.is_sound
    [warning] = found.findings.warnings
    assert warning.code == "clock_went_back"
    assert warning.where == f"log index {entry.event.log_index}"
    desk.close()


def test_many_faults_are_counted_and_the_first_told(desk):
    found = changed(desk, "UPDATE events SET leaf_hash = upper(leaf_hash), actor = 'x', at = 'y'")
    count = found.findings.count
    assert count["leaf_hash_wrong"] == size(desk)
    assert count["column_differs"] == 2 * size(desk)
    assert len(found.findings.faults) <= MOST
    assert len(places(found, "column_differs")) == MOST_OF_A_KIND
    assert found.findings.untold["column_differs"] == 2 * size(desk) - MOST_OF_A_KIND
    assert found.findings.failures == sum(count.values())


def test_a_table_that_is_not_there_is_damage(desk):
    found = changed(desk, "DROP TABLE sealed")
    assert codes(found) == {"database_damaged"}


def test_text_that_is_no_text_is_read_and_told(desk):
    found = changed(desk, "UPDATE events SET leaf = CAST(x'ff00fe' AS TEXT) WHERE log_index = 1")
    assert "log index 1" in places(found, "event_unreadable")
    found = changed(desk, "UPDATE events SET leaf = CAST(leaf AS BLOB) WHERE log_index = 1")
    assert "log index 1" in places(found, "event_unreadable")


NOT_CANONICAL = {
    "a space": lambda leaf: leaf.replace(":", ": ", 1),
    "another order": lambda leaf: json.dumps(dict(reversed(json.loads(leaf).items()))),
    "a key more": lambda leaf: leaf.replace("{", '{"a":1,', 1),
    "a fraction": lambda leaf: leaf.replace('"v":1', '"v":1.0'),
    "another version": lambda leaf: leaf.replace('"v":1', '"v":2'),
    "true for 1": lambda leaf: leaf.replace('"v":1', '"v":true'),
    "a large number": lambda leaf: leaf.replace('"waited_ms":null', '"waited_ms":9007199254740992'),
    "an unknown actor": lambda leaf: leaf.replace('"actor":"bot"', '"actor":"judge"'),
    "another time": lambda leaf: leaf.replace("+08:00", "+00:00"),
    "too deep": lambda leaf: leaf.replace(
        '"body":{', '"body":{"x":' + "[" * 9999 + "]" * 9999 + ","
    ),
    "not an object": lambda _leaf: "[]",
}


@pytest.mark.parametrize("how", NOT_CANONICAL)
def test_a_leaf_has_one_form(desk, how):
    """Even if its hash were right."""
    [(leaf,)] = desk.raw.execute("SELECT leaf FROM events WHERE log_index = 1")
    odd = NOT_CANONICAL[how](leaf)
    assert odd != leaf
    found = changed(desk, "UPDATE events SET leaf = ? WHERE log_index = 1", odd)
    assert places(found, "event_unreadable") == ["log index 1"]


def test_every_code_is_said_in_both_languages():
    for zh, en in (FAULTS | WARNINGS).values():
        assert zh.endswith("。")
        assert en[0].islower() or en.startswith("the")
        assert not en.endswith(".")
