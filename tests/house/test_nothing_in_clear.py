"""What no file of the house may hold: whole numbers of cards, persons and telephones."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from own_record import on_disk
from running_house import House, Merchant

pytestmark = pytest.mark.rasa

SENTENCES = Path(__file__).parents[1] / "language" / "masking_sentences" / "dev.tsv"
PERSONAL = ("card", "identity", "phone")
EVERY = 3
WORDS = "这句话要在"
NUMERALS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
BETWEEN = re.compile(r"[\s.·_,\u200b-]")


def figures(text: str) -> str:
    """The text with all figures as 0-9 and nothing between them."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(NUMERALS))


def sentences() -> list[dict[str, str]]:
    """A share of those with a personal number; a line end is written as \\n in them."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if any(row[kind] for kind in PERSONAL)][::EVERY]


def test_no_whole_number_is_in_any_file(house: House) -> None:
    """Said to the running house, with Rasa and the actions; then all its files are searched."""
    said = sentences()
    numbers = {it for row in said for kind in PERSONAL for it in row[kind].split(";") if it}
    assert len(numbers) > 150
    for row in said:
        merchant = Merchant.arrives(house)
        for text in (row["before"], row["text"]):
            if text:
                merchant.says(text.replace("\\n", "\n"))
    merchant.says(f"{WORDS}，多扣了 12 块")
    held = figures(on_disk(house.data).decode(errors="ignore"))
    assert figures(WORDS) in held
    assert sorted(number for number in numbers if number in held) == []
