"""What no file of the house may hold: whole numbers of cards, persons and telephones."""

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from own_record import on_disk
from running_house import House, Merchant

pytestmark = pytest.mark.rasa

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "language" / "masking.yml").read_text())
WORDS = "这句话要在"
NUMERALS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
BETWEEN = re.compile(r"[\s.·_\u200b-]")
LONG = re.compile(r"\d{11,19}")


def figures(text: str) -> str:
    """The text with all figures as 0-9 and nothing between them."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(NUMERALS))


def numbers() -> dict[str, str]:
    """Whole numbers that must be hidden, and a sentence with each."""
    found = {}
    for case in CASES:
        if "*" in case.get("masked", ""):
            shown = figures(case["masked"])
            for number in LONG.findall(figures(case["text"])):
                if number not in shown:
                    found[number] = case["text"]
    return found


def test_no_whole_number_is_in_any_file(house: House) -> None:
    """Said to the running house, with Rasa and the actions; then all its files are searched."""
    hidden = numbers()
    assert len(hidden) > 40
    for text in dict.fromkeys(hidden.values()):
        merchant = Merchant.arrives(house)
        merchant.says(text)
    cards = [number for number in hidden if len(number) in (16, 19)]
    for number in cards:
        merchant = Merchant.arrives(house)
        merchant.says(f"卡号 {number[:9]}")
        merchant.says(number[9:])
    merchant.says(f"{WORDS}，多扣了 12 块")
    held = figures(on_disk(house.data).decode(errors="ignore"))
    assert figures(WORDS) in held
    leaked = {number: text for number, text in hidden.items() if number in held}
    assert leaked == {}
