"""Whatever is said and whatever is looked for: what is there is found, and nothing breaks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_record import RECORDER

from zhangfang.console.search.highlight import EXCERPT, excerpt, is_found
from zhangfang.console.search.search_query import parts
from zhangfang.console.search.search_terms import terms
from zhangfang.console.search.searching import Search, search
from zhangfang.console.search.word_cutter import WordCutter
from zhangfang.console.staff.access import SignedIn
from zhangfang.guides.load import load
from zhangfang.guides.own_words import own_words
from zhangfang.store import conversations, log
from zhangfang.store.database import Database
from zhangfang.store.migrate import migrate

ROOT = Path(__file__).parents[2]
NOW = datetime.fromisoformat("2026-11-22T10:00:00+08:00").astimezone(UTC)
WHO = SignedIn("x", "小周", "agent")
CUTTER = WordCutter(("不到账", "退错款"))

HOSTILE = ("\"'*^():-+{}[]\\%_|&!~;,.", "\x00\x01\n\t\u200b\ufeff\u202e", "🎉👨‍👩‍👧é\u0301ﬀß")
SPEECH = st.text(
    '不到账退款错收钱了的機器Ａ１２3４5zfK-  ，。"“”「」' + "".join(HOSTILE), max_size=60
)
COMMANDS = st.sampled_from(["NEAR(", "OR", "AND", "NOT", "terms:", "-", "^", "*", "'; DROP TABLE"])
TYPED = st.lists(SPEECH | COMMANDS | st.text(max_size=20), max_size=4).map(" ".join)


@pytest.fixture(scope="module")
def the(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('record') / 'zhangfang.db'}"
    migrate(url)
    database = Database(url, RECORDER)
    with database.write() as connection:
        conversations.create(connection, "one", "token", "2026-11-22T10:00:00+08:00")
        for text in ("退款一直不到账", "单号 A2024-0315-7788", "NEAR OR NOT *"):
            draft = log.Draft(
                "message", "merchant", "merchant_said", "2026-11-22", {}, {"text": text}
            )
            log.append(connection, "one", [draft])
    knowledge = load(ROOT / "knowledge")
    yield Search(database, knowledge, WordCutter(own_words(knowledge)))
    database.close()


@settings(deadline=None, max_examples=200)
@given(typed=TYPED)
def test_nothing_that_is_typed_is_a_command(the, typed):
    page = search(the, WHO, typed, 0, NOW)
    assert len(page.places) <= 3
    assert page.places == [] or parts(typed, the.cutter)


def test_what_looks_like_a_command_is_looked_for(the):
    for typed in ("NEAR", "or not", '"NEAR OR"', "near*"):
        [place] = search(the, WHO, typed, 0, NOW).places
        assert "".join(it.text for it in place.excerpt) == "NEAR OR NOT *"


@settings(deadline=None, max_examples=300)
@given(text=SPEECH, data=st.data())
def test_chinese_that_stands_in_a_text_finds_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    looked_for = text[start : start + data.draw(st.integers(1, 12))]
    chinese = "".join(it for it in looked_for if "一" <= it <= "鿿")
    if chinese and chinese in text:
        known = terms(text, CUTTER)
        for part in parts(chinese, CUTTER):
            assert any(way <= known.keys() for way in part.ways)
        assert is_found(text, parts(chinese, CUTTER))


@settings(deadline=None, max_examples=300)
@given(st.text("0123456789ABXZ", min_size=4, max_size=24), st.data())
def test_any_stretch_of_a_number_finds_it(number, data):
    start = data.draw(st.integers(0, len(number) - 4))
    stretch = number[start : data.draw(st.integers(start + 4, len(number)))]
    text = f"单号是{number}，查一下"
    [part] = parts(stretch, CUTTER)
    assert part.ways[0] <= terms(text, CUTTER).keys()
    assert is_found(text, [part])
    assert stretch.lower() in [it.text.lower() for it in excerpt(text, [part]) if it.hit]


@settings(deadline=None, max_examples=300)
@given(text=st.lists(SPEECH, min_size=1, max_size=6).map("".join), typed=TYPED)
def test_an_excerpt_is_a_stretch_of_the_text(text, typed):
    pieces = excerpt(text, parts(typed, CUTTER))
    shown = "".join(piece.text for piece in pieces)
    in_one_line = "".join(" " if it.isspace() else it for it in text)
    assert shown.removeprefix("…").removesuffix("…") in in_one_line
    assert len(shown) <= EXCERPT + 2
    assert all(piece.text for piece in pieces)
