"""Supervision on PostgreSQL: what holds on SQLite holds there."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from own_record import RECORDER
from postgres_server import private_server
from ruamel.yaml import YAML
from small_world import World

from zhangfang.console.administration import setting_up
from zhangfang.console.staff.access import SignedIn
from zhangfang.console.supervision import exports, quality, supervising
from zhangfang.console.supervision.days import days_between
from zhangfang.console.supervision.export_tables import TABLES
from zhangfang.console.supervision.figures import figures_of
from zhangfang.console.working import ready_replies
from zhangfang.desk.erasure import erase_by_operator
from zhangfang.desk.follow_ups import Sources
from zhangfang.desk.responses import load_responses
from zhangfang.language.masking import mask
from zhangfang.store import breaches, canned_replies, retention
from zhangfang.store.canned_replies import Reply
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate
from zhangfang.store.setup import Setup

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).parents[2]
TOLD: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parent / "small_world.yml")
NOW: datetime = TOLD["now"]


@pytest.fixture(scope="module")
def world(knowledge, tmp_path_factory):
    with private_server() as server:
        url = server.new_database()
        migrate(url)
        recorder = replace(RECORDER, files=tmp_path_factory.mktemp("files"))
        with closing(Database(url, recorder)) as database:
            sources = Sources(database, knowledge, load_responses(ROOT / "domain.yml"))
            desk = SimpleNamespace(database=database, clock=lambda: NOW, sources=sources)
            made = World(SimpleNamespace(desk=desk))
            for name, lines in TOLD["conversations"].items():
                made.conversation(name, lines)
            made.conversation(
                "promised",
                [
                    ["2026-11-16 10:00", "taken", "zhou"],
                    ["2026-11-16 10:01", "answers", ["zhou", "三天之内保证到账。"]],
                ],
            )
            yield made


@pytest.fixture
def sources(world) -> Sources:
    supervising.catch_up(world.console.desk.sources, patience=60)
    return world.console.desk.sources


DAYS = days_between(TOLD["since"], TOLD["until"], NOW)


def test_figures(world, sources):
    found = figures_of(sources, DAYS, NOW)
    assert found.cases == TOLD["expect"]["cases"]
    assert (found.seen, found.corrected) == (5, 2)
    assert [it.p50 for it in found.response] == [720, 300]
    assert figures_of(sources, DAYS, NOW, "overcharged", world.agents["zhou"]).cases == 0


def test_quality_and_exports(world, sources):
    who = SignedIn(world.agents["zhou"], "zhou", "supervisor")
    [promise] = quality.found(sources, DAYS, "promise").breaches
    dismissed = quality.dismiss(sources, mask, who, promise.breach.id, "不算", NOW)
    assert dismissed.breach.dismissal == "不算"
    for what in TABLES:
        asked = exports.Asked(what, DAYS, "not_arrived", who.id)
        assert exports.export(sources, mask, who, asked, NOW).startswith(b"\xef\xbb\xbf")
    with sources.database.read() as connection:
        assert breaches.of(connection, "\x00") is None


def test_setup_and_ready_replies(world, sources):
    who = SignedIn(world.agents["zhou"], "zhou", "administrator")
    setting_up.change(sources, who, 0, Setup(retention_days=30), NOW)
    assert setting_up.shown(sources).on_record.version == 1
    reply = Reply(ready_replies.new_id(), "yc", "催办", "我催过了。", None, ())
    ready_replies.keep(sources, who, reply, NOW, changes=False)
    ready_replies.end(sources, who, reply.id, NOW)
    with sources.database.read() as connection:
        assert canned_replies.every(connection) == []


def test_what_is_over_and_what_is_left_of_it(world, sources):
    with sources.database.read() as connection:
        over = retention.over_since(connection, "2026-11-08T00:00:00.000+08:00", 100)
    assert {world.of(own) for own in over} == {"helped", "from_before"}
    erase_by_operator(sources.database, world.conversations["helped"], NOW)
    supervising.catch_up(sources, patience=60)
    by_family = {it.id: it.count for it in figures_of(sources, DAYS, NOW).by_family}
    assert by_family["erased"] == 1
