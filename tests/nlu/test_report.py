"""The report on how messages are understood: figures computed by hand, pages, pictures, files."""

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from nlu.examples import Example
from nlu.family_classifier import FAMILIES as READ_FAMILIES
from nlu.intents import FAMILIES, OUT_OF_SCOPE
from nlu.report.__main__ import NOW, coverage, ranking, read_rows, unread, write
from nlu.report.files import BrokenFileError, cross_validated, sentences
from nlu.report.lines import tables
from nlu.report.measure import (
    Line,
    Share,
    abstention,
    abstention_curve,
    calibration,
    calibration_error,
    confusion,
    partings,
    word_for_word,
    worst,
)
from nlu.report.pictures import draw, grouped
from nlu.report.render import (
    CROSS_VALIDATION,
    HELD_OUT,
    SAMPLES,
    Coverage,
    NamedShare,
    escape,
    parting_text,
    render,
)
from nlu.report.row import Bot, Readings, Row, likeliest_families

ROOT = Path(__file__).parents[2]
FIXTURE = Path(__file__).with_name("cross-validated.tsv")
BOT = Bot(sure=0.45, unsure=0.4)
KNOWN = frozenset({"谢了"})


def row(text: str, label: str, difficulty: str, tags: str, *read: Any) -> Row:
    pairs = tuple(zip(read[::2], read[1::2], strict=True))
    return Row(text, label, difficulty, tuple(tags.split()), pairs)


ROWS = [
    row("多扣了", "overcharged", "easy", "", "overcharged", 0.9),
    row("换机多扣", "overcharged", "hard", "", "migration_charge", 0.5, "overcharged", 0.3),
    row("钱没来", "not_arrived", "hard", "", "no_receipt_charged", 0.4, "not_arrived", 0.3),
    row("退错", "wrong_refund", "medium", "", "out_of_scope/rates", 0.3, "wrong_refund", 0.2),
    row("你好", "greet", "easy", "", "greet", 0.95),
    row("谢了", "thanks", "easy", "", "greet", 0.35),
    row("费率多少", OUT_OF_SCOPE, "easy", "near_miss:rate", "overcharged", 0.8),
    row("转错人", OUT_OF_SCOPE, "easy", "dialect consumer:transfer", "out_of_scope/bank", 0.7),
    row("转账没到", OUT_OF_SCOPE, "easy", "near_miss:transfer", "not_arrived", 0.6),
    row("1288", "inform", "easy", "", "inform", 0.2),
]
SETS = [Readings(HELD_OUT, ROWS), Readings(SAMPLES, []), Readings(CROSS_VALIDATION, [])]


def shares(rows: list[Row]) -> dict[str, Share]:
    """Every line of every table, by heading and title."""
    shown = tables([Readings(HELD_OUT, rows)], BOT, KNOWN)
    return {f"{one.title}: {line.title}": line.share(rows) for one in shown for line in one.lines}


PAYMENT = "a payment problem not about a POS machine (wallet, bank, platforms)"
WHATEVER = "– if it offered two whenever it is below the threshold, whatever it read"


@pytest.mark.parametrize(
    ("line", "right", "of"),
    [
        ("Accuracy: all families", 1, 4),
        ("Accuracy: – overcharged", 1, 2),
        ("Accuracy: – migration_charge", 0, 0),
        ("Accuracy: – families, easy", 1, 1),
        ("Accuracy: – families, medium", 0, 1),
        ("Accuracy: – families, hard", 0, 2),
        ("Accuracy: control intents", 2, 3),
        ("Accuracy: – greet", 1, 1),
        ("Accuracy: – thanks", 0, 1),
        ("Accuracy: out_of_scope (recall)", 1, 3),
        ("Accuracy: everything", 4, 10),
        ("Accuracy: – but what stands word for word in data/nlu", 4, 9),
        ("Out of scope taken for a family: out of scope", 2, 3),
        ("Out of scope taken for a family: near misses", 1, 1),
        ("Out of scope taken for a family: – rates", 1, 1),
        ("Out of scope taken for a family: – apply", 0, 0),
        ("Out of scope taken for a family: consumers", 1, 2),
        ("Out of scope taken for a family: – bank", 1, 2),
        ("Chosen or offered: right family chosen", 1, 4),
        ("Chosen or offered: right family chosen, or among the two offered", 2, 4),
        (f"Chosen or offered: {WHATEVER}", 3, 4),
        ("Chosen or offered: another family chosen (fewer is better)", 1, 4),
        ("Confusable pairs: overcharged read as migration_charge", 1, 2),
        ("Confusable pairs: migration_charge read as overcharged", 0, 0),
        ("Confusable pairs: no_receipt_charged read as not_arrived", 0, 0),
        ("Confusable pairs: not_arrived read as no_receipt_charged", 1, 1),
        ("Confusable pairs: wrong_refund read as not_arrived", 0, 1),
        ("Confusable pairs: any family read as out_of_scope", 1, 4),
        ("Confusable pairs: rates and applying (rates, apply) read as any family", 1, 1),
        ("Confusable pairs: any family read as rates and applying (rates, apply)", 1, 4),
        (
            "Confusable pairs: consumers (shop_customer, wallet, bank) read as any family",
            1,
            2,
        ),
        (f"Confusable pairs: {PAYMENT} read as any family", 1, 2),
        (f"Confusable pairs: any family read as {PAYMENT}", 0, 4),
    ],
)
def test_line(line: str, right: int, of: int) -> None:
    """Which rows count, and which of these are right."""
    assert shares(ROWS)[line] == (right, of)


def test_nothing_of_nothing() -> None:
    """An empty set has figures too: none."""
    assert set(shares([]).values()) == {Share(0, 0)}
    assert Share(0, 0).part is None


@pytest.mark.parametrize(
    ("sure", "undecided", "decided"),
    [
        (0.0, (1, 10), (4, 9)),
        (0.45, (2, 10), (4, 8)),
        (0.6, (3, 10), (4, 7)),
        (1.0, (6, 10), (3, 4)),
    ],
)
def test_abstention(sure: float, undecided: Share, decided: Share) -> None:
    """A doubtful control intent is never decided; an answer and out of scope always are."""
    assert abstention(ROWS, BOT._replace(sure=sure)) == (sure, undecided, decided)


def test_abstention_curve() -> None:
    """From never asking back to always; the shipped threshold lies on it."""
    curve = abstention_curve(ROWS, BOT)
    assert (len(curve), curve[0].threshold, curve[-1].threshold) == (101, 0.0, 1.0)
    assert abstention(ROWS, BOT) in curve
    assert abstention([], BOT) == (0.45, (0, 0), (0, 0))


def test_calibration() -> None:
    """A bin holds its lower edge; the last one holds 1 as well."""
    bins = calibration(ROWS)
    assert [one.share for one in bins] == [
        (0, 0), (0, 0), (1, 1), (0, 2), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (2, 2),
    ]  # fmt: skip
    assert bins[3].confidence == pytest.approx(0.325)
    assert bins[9].confidence == pytest.approx(0.925)
    assert bins[0].confidence is None
    assert calibration_error(bins) == pytest.approx(0.42)
    assert calibration([row("是", "affirm", "", "", "affirm", 1.0)])[9].share == (1, 1)
    assert calibration_error(calibration([])) is None


def test_confusion() -> None:
    """True down, read across; control intents under one name."""
    names = ["overcharged", "migration_charge", OUT_OF_SCOPE, "controls"]
    wanted = [one for one in ROWS if one.intent in ("overcharged", "thanks", "greet")]
    found = confusion(wanted, names, grouped)
    assert found == [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 2]]


def test_worst() -> None:
    """The most confident first; by text where they are equal; right ones never."""
    assert [one.text for one in worst(ROWS, 3)] == ["费率多少", "转账没到", "换机多扣"]
    twins = [row(text, "deny", "", "", "affirm", 0.5) for text in "乙甲"]
    assert worst(twins, 2) == worst(twins[::-1], 2)
    assert worst([], 3) == []


def test_word_for_word() -> None:
    """What is measured and trained with alike is counted."""
    assert word_for_word(ROWS, KNOWN) == 1


def test_sets_part_only_beyond_chance() -> None:
    """Ten against none of ten do, one against none of one does not, a mixed line never."""
    right = [row(str(n), "greet", "", "", "greet", 0.9) for n in range(10)]
    wrong = [row(str(n), "greet", "", "", "deny", 0.9) for n in range(10)]
    line = Line("greet", lambda one: one.intent == "greet", lambda one: one.is_right)
    sets = [Readings("a", right), Readings("b", wrong), Readings("c", [])]
    found = partings([line], sets)
    assert found.found == [("greet", "a", (10, 10), "b", (0, 10))]
    assert found.compared == 1  # a set without such rows has nothing to compare
    few = [Readings("a", right[:1]), Readings("b", wrong[:1])]
    assert partings([line], few) == ([], 1)
    assert partings([line._replace(mixed=True)], sets) == ([], 0)


def test_the_parting_paragraph() -> None:
    """It gives the figures whether the sets part or not."""
    families = [NamedShare("a", Share(10, 10)), NamedShare("b", Share(0, 10))]
    line = Line("greet", lambda one: True, lambda one: one.is_right)
    sets = [Readings("a", ROWS[:1] * 10), Readings("b", ROWS[1:2] * 10)]
    told = parting_text(partings([line], sets), families)
    assert "a 100.0 %, b 0.0 %; between the best and the worst lie 100.0 points" in told
    assert "One parts:\n\n- greet: a 10/10 · 100.0 %, b 0/10 · 0.0 %" in told
    assert "None part" in parting_text(partings([line], sets[:1] * 2), families)
    assert "nothing to compare" in parting_text(partings([line], sets[:1]), families[:1])


def test_families_are_offered_as_the_bot_does() -> None:
    """A ranking without two is filled up in the bot's order, unless it was cut."""
    told = row("退错", "wrong_refund", "", "", OUT_OF_SCOPE, 0.4, "wrong_refund", 0.3)
    assert likeliest_families(told) == ("wrong_refund", "overcharged")
    assert likeliest_families(told._replace(cut=True)) == ("wrong_refund",)
    assert FAMILIES == READ_FAMILIES


def test_page() -> None:
    """Figures, an empty set's dashes, the worst sentences."""
    page = render(SETS, BOT, KNOWN, Coverage(Share(0, 3), 0), NOW)
    assert "| all families | 1/4 · 25.0 % | – | – |" in page
    assert "| **0.45, as shipped** | 20.0 % → 4/8 · 50.0 % | – | – |" in page
    assert "| 0.3 – 0.4 | 0/2 · 0.0 % | 32.5 % | – | – | – | – |" in page
    assert "held-out 42.0 points, samples –, cross-validation –" in page
    assert "| 费率多少 | out_of_scope/rates | overcharged | 0.80 |" in page
    assert "## Most confidently wrong: samples\n\nNone." in page
    assert "1 of them also stand word for word in data/nlu" in page
    assert "left out" not in page
    assert all(line == line.rstrip() for line in page.splitlines())


def test_page_without_cross_validation() -> None:
    """It says so, and has no column for it."""
    page = render(SETS[:2], BOT, KNOWN, None, NOW)
    assert "**Cross-validation is left out**" in page
    assert "|  | held-out | samples |\n" in page
    assert "Most confidently wrong: cross-validation" not in page
    assert "nlu-confusion-cross-validation.png" not in page


def test_page_of_nothing() -> None:
    """Three empty sets make a page of dashes."""
    empty = [one._replace(rows=[]) for one in SETS]
    assert "| everything | – | – | – |" in render(empty, BOT, KNOWN, None, NOW)
    assert "# How" in render([], BOT, KNOWN, None, NOW)


def test_few_samples_are_shown() -> None:
    """15 of the samples at most, 40 of the others."""
    wrong = [row(f"句子{n}", "greet", "", "", "deny", 0.9) for n in range(60)]
    page = render([one._replace(rows=wrong) for one in SETS], BOT, KNOWN, None, NOW)
    lists = page.split("## Most confidently wrong: ")[1:]
    assert [one.count("| 句子") for one in lists] == [40, 15, 40]


@pytest.mark.parametrize(
    ("said", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("*急*_急_", r"\*急\*\_急\_"),
        ("<b>http://x.cn", r"\<b\>http\://x.cn"),
        ("16:55", "16:55"),
    ],
)
def test_words_stay_as_they_are(said: str, escaped: str) -> None:
    """No merchant's words become a table's column or a heading."""
    assert escape(said) == escaped


def test_pictures(tmp_path: Path) -> None:
    """The same bytes twice, small; that of a set that is no longer there goes."""
    first = {path.name: path.read_bytes() for path in draw(SETS, BOT, tmp_path)}
    again = {path.name: path.read_bytes() for path in draw(SETS, BOT, tmp_path)}
    assert first == again
    assert all(len(picture) < 100_000 for picture in first.values())
    assert "nlu-confusion-cross-validation.png" in first
    draw(SETS[:2], BOT, tmp_path)
    assert not (tmp_path / "nlu-confusion-cross-validation.png").exists()


def test_the_fullest_picture_is_small(tmp_path: Path) -> None:
    """Every intent read as every other."""
    names = [*FAMILIES, OUT_OF_SCOPE, *(f"control_intent_{n}" for n in range(15))]
    rows = [row("", true, "", "", read, 0.5) for true in names for read in names] * 11
    sets = [one._replace(rows=rows) for one in SETS]
    assert all(path.stat().st_size < 100_000 for path in draw(sets, BOT, tmp_path))


def test_cross_validated() -> None:
    """Texts without quoting, two intents of each ranking, no difficulty."""
    rows = cross_validated(FIXTURE)
    assert rows[0].ranking == (("overcharged", 0.91), ("migration_charge", 0.05))
    assert all(one.cut and not one.difficulty for one in rows)
    assert rows[2].text == '"现在费率多少'
    assert (rows[2].topic, rows[2].read, rows[2].read_topic) == ("rates", OUT_OF_SCOPE, "apply")
    found = shares(rows)
    assert found["Accuracy: everything"] == (3, 5)
    assert found["Out of scope taken for a family: consumers"] == (1, 1)
    assert found["Out of scope taken for a family: near misses"] == (0, 1)
    assert found["Chosen or offered: right family chosen, or among the two offered"] == (2, 2)


HEADER = "text\tlabel\tread\tconfidence\tsecond\tsecond_confidence\n"


def test_two_topics_are_one_intent(tmp_path: Path) -> None:
    """Their confidences add up; a second may be missing."""
    path = tmp_path / "rows.tsv"
    lines = [
        "a\tout_of_scope/bank\tout_of_scope/bank\t0.5\tout_of_scope/wallet\t0.25",
        "b\tdeny\tdeny\t1\t\t",
    ]
    path.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    found = [one.ranking for one in cross_validated(path)]
    assert found == [(("out_of_scope/bank", 0.75),), (("deny", 1.0),)]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("text\tlabel\n", "the header is"),
        (HEADER + "a\tdeny\tdeny\n", ":2: 3 columns; expected 6"),
        (HEADER + "a\tdeny\tdeny\t1.5\taffirm\t0\n", ":2: the confidence is 1.5"),
        (HEADER + "a\tdeny\tdeny\tsure\taffirm\t0\n", ":2: could not convert"),
        ("", "the header is"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, written: str, fault: str) -> None:
    """File, line, what is wrong."""
    path = tmp_path / "rows.tsv"
    path.write_text(written, "utf-8")
    with pytest.raises(BrokenFileError, match=fault):
        cross_validated(path)


def test_sentences(tmp_path: Path) -> None:
    """Tags without a topic are refused, lest they be counted nowhere."""
    path = tmp_path / "rows.tsv"
    path.write_text("text\tlabel\tdifficulty\ttags\na\tdeny\teasy\tplain,near_miss:rate\n", "utf-8")
    assert sentences(path) == [Row("a", "deny", "easy", ("plain", "near_miss:rate"), ())]
    path.write_text("text\tlabel\tdifficulty\ttags\na\tdeny\teasy\tnear_miss:new\n", "utf-8")
    with pytest.raises(BrokenFileError, match=":2: the tag near_miss:new has no topic"):
        sentences(path)


@pytest.mark.parametrize("name", ["heldout", "samples"])
def test_the_sentence_files_can_be_read(name: str) -> None:
    """Every tag of theirs has its topic, and every topic is one of data/nlu."""
    rows = sentences(ROOT / "tests" / "data" / name / "sentences.tsv")
    topics = {path.stem for path in (ROOT / "data/nlu/out_of_scope").glob("*.yml")}
    assert rows
    assert {one.topic for one in rows} - {None} <= topics
    assert all(one.intent == OUT_OF_SCOPE for one in rows if one.topic)


READ = {
    "intent": {"name": OUT_OF_SCOPE, "confidence": 0.6},
    "intent_ranking": [
        {"name": OUT_OF_SCOPE, "confidence": 0.6},
        {"name": "overcharged", "confidence": 0.3},
    ],
    "entities": [{"entity": "amount", "value": "20"}, {"entity": "topic", "value": "rates"}],
}


def test_ranking() -> None:
    """The topic is told with out of scope, and only with it."""
    assert ranking(READ) == (("out_of_scope/rates", 0.6), ("overcharged", 0.3))
    answer = {**READ, "intent": {"name": "inform", "confidence": 1.0}}
    assert ranking(answer)[0] == ("inform", 1.0)


def test_reads_each_row_once() -> None:
    """At a fixed moment; a blank one is out of scope without asking, as `parse` has it."""
    asked = []

    async def parse_message(message: Any) -> dict[str, Any]:
        asked.append((message.text, message.metadata))
        return READ

    agent = SimpleNamespace(processor=SimpleNamespace(parse_message=parse_message))
    unread = [Row("/restart", "restart", "", (), ()), Row(" ", OUT_OF_SCOPE, "", (), ())]
    found = asyncio.run(read_rows(agent, unread))
    assert asked == [("／restart", {"now": NOW})]
    assert [one.ranking[0] for one in found] == [("out_of_scope/rates", 0.6), (OUT_OF_SCOPE, 1.0)]


def test_coverage() -> None:
    """Examples that were added since, and rows whose example has gone."""
    rows = cross_validated(FIXTURE)
    kept = [Example(one.text, one.text, one.label, 0) for one in rows[1:]]
    examples = [*kept, Example("新的", "新的", "greet", 0)]
    assert coverage(rows, examples) == (Share(4, 5), 1)


def test_writes_page_and_pictures(tmp_path: Path) -> None:
    """Into a folder that need not be there; without cross-validation the page says so."""
    sets = [one._replace(rows=ROWS) for one in unread(ROOT)]
    write(ROOT, tmp_path / "new", sets, BOT)
    page = (tmp_path / "new" / "nlu-report.md").read_text("utf-8")
    assert "**Cross-validation is left out**" in page
    for picture in re.findall(r"\]\((pictures/.+?)\)", page):
        assert (tmp_path / "new" / picture).is_file()
    crossed = Readings(CROSS_VALIDATION, cross_validated(FIXTURE))
    write(ROOT, tmp_path, [*sets, crossed], BOT)
    page = (tmp_path / "nlu-report.md").read_text("utf-8")
    assert "5 of its rows are of examples that have changed or gone" in page
