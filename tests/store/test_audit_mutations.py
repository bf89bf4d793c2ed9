"""Any change of the record's rows is found, and its place named; an untouched log raises no alarm."""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from record_of_a_desk import Desk, varied

TABLES = {
    "events": ("log_index", "conversation", "seq", "kind", "actor", "at", "leaf", "leaf_hash"),
    "sealed": ("log_index", "name", "box"),
    "subtrees": ("level", "place", "hash"),
    "checkpoints": ("size", "note"),
    "conversation_keys": ("conversation", "wrapped"),
}
LARGE = 270
"""Events: more than the 256 of a subtree."""


@pytest.mark.parametrize("seed", range(200))
def test_an_untouched_log_raises_no_alarm(seed):
    desk = varied(seed, happenings=seed % 12)
    found = desk.audit()
    assert (found.findings.faults, found.findings.warnings) == ([], [])
    desk.close()


@pytest.mark.parametrize("seed", range(1000, 1006))
def test_every_mutation_is_found_and_named(seed):
    mutate_at_random(varied(seed, happenings=7), seed, 300)


def test_every_mutation_of_a_log_with_subtrees_is_found_and_named():
    mutate_at_random(large(1), 1, 200)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2000, 2065))
def test_tens_of_thousands_of_mutations_are_found_and_named(seed):
    mutate_at_random(varied(seed, happenings=4 + seed % 9), seed, 1000)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_thousands_of_mutations_of_logs_with_subtrees_are_found_and_named(seed):
    mutate_at_random(large(seed), seed, 1000)


def large(seed: int) -> Desk:
    happenings = 50
    while (desk := varied(seed, happenings)).audit().size < LARGE:
        desk.close()
        happenings += 20
    return desk


def mutate_at_random(desk: Desk, seed: int, times: int) -> None:
    chance = random.Random(seed)
    missed = []
    with desk.tampered() as record:
        assert record.audit().is_sound  # without its guards, before anything is done
        for _ in range(times):
            with mutated(record.raw, chance) as mutation:
                found = record.audit().findings
                told = [each.where for each in (*found.faults, *found.warnings)]
                if not any(mutation.is_at(where) for where in told):
                    missed.append((str(mutation), told))
    desk.close()
    assert missed == []


class Mutation:
    """What was done to rows, as they were before and are afterwards."""

    def __init__(self, how: str, table: str, *rows: dict) -> None:
        self.how, self.table, self.rows = how, table, rows

    def __str__(self) -> str:
        return f"{self.how} {self.table} {self.rows}"

    def is_at(self, where: str) -> bool:
        """Whether one of the rows is named."""
        return any(_names(where, self.table, row) for row in self.rows)


def _names(where: str, table: str, row: dict) -> bool:
    match table:
        case "events":
            index = row["log_index"]
            if gap := re.fullmatch(r"log index (\d+) to (\d+)", where):
                return int(gap[1]) <= index <= int(gap[2])
            # of the last event nothing is left but what was signed of it
            return re.split(", ", where)[0] in (f"log index {index}", f"checkpoint {index + 1}")
        case "sealed":
            return where == f"log index {row['log_index']}, {row['name']}"
        case "subtrees":
            return where == f"subtree {row['level']}/{row['place']}"
        case "checkpoints":
            if counted := re.fullmatch(r"checkpoints up to (\d+)", where):
                return row["size"] <= int(counted[1])
            return where == f"checkpoint {row['size']}"
        case _:
            return where == f"conversation {row['conversation']}"


@contextmanager
def mutated(raw: sqlite3.Connection, chance: random.Random) -> Iterator[Mutation]:
    """One mutation, undone afterwards."""
    raw.execute("SAVEPOINT before")
    while True:
        try:
            mutation = _mutate(raw, chance)
        except sqlite3.IntegrityError:  # not even without its guards does the table take this
            mutation = None
        if mutation:
            break
        raw.execute("ROLLBACK TO before")
    yield mutation
    raw.execute("ROLLBACK TO before")
    raw.execute("RELEASE before")


def _mutate(raw: sqlite3.Connection, chance: random.Random) -> Mutation | None:
    table = chance.choice([*TABLES, "events", "sealed", "checkpoints"])
    drawn = _drawn(raw, chance, table)
    if drawn is None:
        return None
    how = chance.choice((_change, _change, _change, _delete, _duplicate, _swap))
    return how(raw, chance, table, drawn)


def _drawn(raw: sqlite3.Connection, chance: random.Random, table: str) -> dict | None:
    rowids = [rowid for (rowid,) in raw.execute(f"SELECT rowid FROM {table}")]
    if not rowids:
        return None
    rowid = chance.choice(rowids)
    names = TABLES[table]
    values = raw.execute(f"SELECT {', '.join(names)} FROM {table} WHERE rowid = {rowid}").fetchone()
    return {"rowid": rowid, **dict(zip(names, values, strict=True))}


def _change(raw, chance, table, row) -> Mutation | None:
    name = chance.choice(TABLES[table])
    value, written = _other(chance, row[name])
    if value == row[name]:
        return None
    raw.execute(f"UPDATE {table} SET {name} = {written} WHERE rowid = {row['rowid']}", (value,))
    return Mutation(f"change {name}", table, row, {**row, name: value})


def _delete(raw, _chance, table, row) -> Mutation:
    raw.execute(f"DELETE FROM {table} WHERE rowid = {row['rowid']}")
    return Mutation("delete", table, row)


def _duplicate(raw, chance, table, row) -> Mutation:
    names = TABLES[table]
    changed = dict(row)
    for name in {"events": ("log_index", "seq"), "subtrees": ("place",)}.get(table, names[:1]):
        if chance.random() < 0.8:
            changed[name], _ = _other(chance, row[name])
    _insert(raw, table, changed)
    return Mutation("duplicate", table, changed)


def _swap(raw, chance, table, row) -> Mutation | None:
    other = _drawn(raw, chance, table)
    name = chance.choice(TABLES[table])
    if other is None or other[name] == row[name]:
        return None
    one, two = {**row, name: other[name]}, {**other, name: row[name]}
    for each in (row, other):
        raw.execute(f"DELETE FROM {table} WHERE rowid = {each['rowid']}")
    for each in (one, two):
        _insert(raw, table, each)
    if _content(raw, table, row) and _content(raw, table, other):
        return None  # the rows have only changed places
    return Mutation(f"swap {name}", table, row, other)


def _insert(raw, table, row) -> None:
    names = TABLES[table]
    marks = ", ".join("?" * len(names))
    values = [row[name] for name in names]
    raw.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def _content(raw, table, row) -> bool:
    names = TABLES[table]
    where = " AND ".join(f"{name} = ?" for name in names)
    return bool(
        raw.execute(f"SELECT 1 FROM {table} WHERE {where}", [row[it] for it in names]).fetchone()
    )


def _other(chance: random.Random, value):
    """Another value near this one, and how SQL is to take it."""
    if isinstance(value, int):
        return value + chance.choice((-1, 1, chance.randint(-5, 400))), "?"
    if isinstance(value, str):
        changed, as_text = _bytes(chance, value.encode()), chance.random() < 0.95
        try:
            return (changed.decode(), "?") if as_text else (value.encode(), "?")
        except UnicodeDecodeError:
            return changed, "CAST(? AS TEXT)"
    return _bytes(chance, value), "?"


def _bytes(chance: random.Random, value: bytes) -> bytes:
    at = chance.randrange(len(value))
    match chance.randrange(4):
        case 0:
            return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
        case 1:
            return value[:at] + value[at + 1 :]
        case 2:
            return value[:at] + bytes([chance.randrange(256)]) + value[at:]
        case _:
            return value[:at] + value[at : at + 1].swapcase() + value[at + 1 :]
