import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from zhangfang.cases.case import Case, Fact
from zhangfang.store import cases, tables

CASE = Case(number="ZF-1", family="overcharged", opened_at="2026-11-22T10:00:00+08:00")


def record(database, conversation, case, at="later"):
    with database.write() as connection:
        cases.record(connection, conversation, [case], at)


def test_a_case_is_recorded_anew_whenever_it_changes(database):
    record(database, "one", CASE, "first")
    moved = CASE.model_copy(update={"phase": "wait", "facts": {"amount": Fact(value="12.00")}})
    record(database, "one", moved, "then")
    with database.read() as connection:
        [row] = connection.execute(select(tables.cases))
    assert (row.phase, row.updated_at, row.facts["amount"]["value"]) == ("wait", "then", "12.00")


def test_a_number_belongs_to_one_conversation(database):
    record(database, "one", CASE)
    with pytest.raises(IntegrityError):
        record(database, "two", CASE)


def test_numbers_that_are_taken_are_not_given_out(database):
    record(database, "one", CASE)
    drawn = iter(["ZF-1", "ZF-2", "ZF-2", "ZF-3"])
    with database.read() as connection:
        assert cases.unused_numbers(connection, lambda: next(drawn), 2) == ["ZF-2", "ZF-3"]
