"""`python -m bench.slips.make`: pictures of slips with a line of truth each, by a seed."""

import argparse
import io
import json
import random
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from bench.slips.blind import BLIND
from bench.slips.camera import Photo, photographed, scanned
from bench.slips.faces import FACES
from bench.slips.legible import states
from bench.slips.mix import DEV, Mix, Plan
from bench.slips.others import OTHERS, SCREENSHOTS
from bench.slips.paper import Sheet, worn
from bench.slips.printer import Machine, magnified, print_rows
from bench.slips.rows import FIELDS
from bench.slips.sale import invent
from bench.slips.screen import shown
from bench.slips.screens import TITLES

MIXES = {mix.name: mix for mix in (DEV, BLIND)}
EXIF_ORIENTATION = 0x0112
UPRIGHT = {1: 0, 6: 90, 3: 180, 8: 270}
"""What EXIF calls an orientation, and by how many degrees clockwise a viewer turns the picture."""


class Made(NamedTuple):
    """One picture as a file's bytes, and what is true of it."""

    name: str
    content: bytes
    truth: dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.slips.make", description=__doc__)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=tuple(MIXES), default="dev")
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    make_set(told.out, MIXES[told.mix], told.seed, told.count)
    return 0


def make_set(out: Path, mix: Mix, seed: int, count: int) -> None:
    """Write `count` pictures, and truth.jsonl."""
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truths:
        for at in range(count):
            made = make(mix, seed, at)
            (out / made.name).write_bytes(made.content)
            truths.write(json.dumps(made.truth, ensure_ascii=False) + "\n")
            if at % 20 == 19:
                print(f"{at + 1} of {count}", file=sys.stderr, flush=True)


def make(mix: Mix, seed: int, at: int) -> Made:
    """The picture number `at` of a set."""
    chance = random.Random(f"{mix.name} {seed} {at}")
    grown = np.random.default_rng(chance.getrandbits(64))
    plan = mix.plan(chance)
    truth: dict[str, str | None] = dict.fromkeys(FIELDS)
    if plan.source == "other":
        layout, sheet = _other(chance)
        plan = plan._replace(flat=plan.flat or layout in SCREENSHOTS)
    else:
        layout, sheet, truth = _slip(plan, mix, chance, grown)
    photo = scanned(sheet, plan.how, grown) if plan.flat else photographed(sheet, plan.how, grown)
    found = states(photo, sheet.letters)
    lost = [field for field, state in found.items() if state == "gone"]
    name, content = _encoded(f"{seed:04d}-{at:04d}", photo, plan)
    return Made(
        name,
        content,
        {
            "file": name,
            "layout": layout,
            "source": plan.source,
            "is_slip": plan.source != "other",
            "degradations": {one: round(by, 2) for one, by in plan.how.items()}
            | ({"turned": plan.turned} if plan.turned else {})
            | ({"exif": plan.exif} if plan.exif != 1 else {}),
            "jpeg_quality": plan.quality if name.endswith(".jpg") else None,
            "truth": {field: None if field in lost else value for field, value in truth.items()},
            "legible": {field: state == "legible" for field, state in found.items()},
            "gone": lost,
        },
    )


def _slip(
    plan: Plan, mix: Mix, chance: random.Random, grown: np.random.Generator
) -> tuple[str, Sheet, dict[str, str | None]]:
    sale = invent(chance)
    if plan.source == "screen":
        layout = mix.layout(chance, on_screen=True)
        slip = mix.screens[layout](sale, chance)
        look = chance.choice(mix.looks)
        return layout, shown(slip.rows, chance.choice(TITLES), look, chance), slip.truth
    layout = mix.layout(chance, on_screen=False)
    slip = mix.layouts[layout](sale, chance)
    wide = layout in mix.wide or chance.random() < 0.12
    machine = Machine(
        width=576 if wide else chance.choice((384, 384, 400)),
        face=chance.choice(FACES),
        head="needles" if chance.random() < mix.needles else "thermal",
        narrow=chance.random() < 0.3,
        leading=chance.choice((4, 6, 8, 12)),
        margin=chance.randrange(8, 36),
    )
    strip = magnified(print_rows(slip.rows, machine, chance), 2 if wide else 3, machine.head)
    return layout, worn(strip, machine.head, plan.how, grown), slip.truth


def _other(chance: random.Random) -> tuple[str, Sheet]:
    kind = chance.choice(tuple(OTHERS))
    return kind, OTHERS[kind](chance)


def _encoded(stem: str, photo: Photo, plan: Plan) -> tuple[str, bytes]:
    """The file as a phone writes it: turned, with or without a word on how it is to be held."""
    picture = np.rot90(photo.picture, -plan.turned // 90 % 4)
    picture = np.rot90(picture, UPRIGHT[plan.exif] // 90)
    image = Image.fromarray(np.ascontiguousarray(picture))
    exif = Image.Exif()
    if plan.exif != 1:
        exif[EXIF_ORIENTATION] = plan.exif
    if plan.how.get("resent"):
        image = _resent(image, plan.how["resent"])
    into = io.BytesIO()
    match plan.format:
        case "png":
            image.save(into, "PNG", compress_level=4)
        case "webp":
            image.save(into, "WEBP", quality=plan.quality, method=2)
        case _:
            image.save(into, "JPEG", quality=plan.quality, exif=exif)
    return f"{stem}.{plan.format}", into.getvalue()


def _resent(image: Image.Image, strength: float) -> Image.Image:
    """Sent on from telephone to telephone: smaller, and compressed once more."""
    longest = round(1800 - 700 * strength)
    image.thumbnail((longest, longest), Image.Resampling.BILINEAR)
    into = io.BytesIO()
    image.save(into, "JPEG", quality=round(75 - 35 * strength))
    return Image.open(into)


if __name__ == "__main__":
    sys.exit(main())
