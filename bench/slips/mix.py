"""What a set is made of: which layouts, and which degradations how strong and how often."""

import random
from collections.abc import Mapping
from typing import Literal, NamedTuple

from bench.slips.layouts import LAYOUTS
from bench.slips.paper import Strengths
from bench.slips.screen import BLUE, LIGHT, RED, Look
from bench.slips.screens import SCREEN_LAYOUTS
from bench.slips.slip import Layout

ON_PAPER = (
    "fade", "blur", "motion", "rotation", "perspective", "shadow", "light", "dark", "glare",
    "crumple", "stain", "noise", "far",
)  # fmt: skip
ON_SCREEN = ("rotation", "perspective", "glare", "moire", "blur", "noise", "light")


class Plan(NamedTuple):
    """How one picture comes about.

    Attributes:
        source: printed paper, a screen, or no slip at all.
        flat: straight from a scanner or as a screenshot; else photographed.
        how: the degradations, 0 to 1.
        turned: degrees clockwise by which the picture lies, without a word in the file.
        exif: the orientation that the file states; 1 is upright.
        quality: of JPEG or WebP.
    """

    source: Literal["paper", "screen", "other"]
    flat: bool
    how: Strengths
    turned: int
    exif: int
    format: Literal["jpg", "png", "webp"]
    quality: int


class Mix(NamedTuple):
    """What a set is made of."""

    name: str
    layouts: Mapping[str, Layout]
    screens: Mapping[str, Layout]
    looks: tuple[Look, ...]
    wide: tuple[str, ...] = ("two_columns",)
    needles: float = 0.15
    weight: float = 1.0
    """By how much degradations are stronger."""
    favoured: tuple[str, ...] = ()
    """Layouts that come twice as often."""
    on_paper: tuple[str, ...] = ON_PAPER
    on_screen: tuple[str, ...] = ON_SCREEN

    def layout(self, chance: random.Random, *, on_screen: bool) -> str:
        """The name of the next slip's layout."""
        names = self.screens if on_screen else self.layouts
        return chance.choice([*names, *(one for one in self.favoured if one in names)])

    def plan(self, chance: random.Random) -> Plan:
        """The next picture's plan."""
        drawn = chance.random()
        if drawn < 0.08:
            return self._plan(
                chance, "other", flat=False, how=_some(chance, self.on_paper, 1, 3, 0.5)
            )
        if drawn < 0.16:
            return self._plan(chance, "screen", flat=True, how={})
        if drawn < 0.22:
            how = {"moire": chance.uniform(0.2, 0.9)} | _some(chance, self.on_screen, 1, 3, 0.6)
            return self._plan(chance, "screen", flat=False, how=how)
        if drawn < 0.30:
            how = {"noise": 0.1, "fade": chance.uniform(0, 0.4)}
            return self._plan(chance, "paper", flat=True, how=how)
        return self._plan(chance, "paper", flat=False, how=self._photo(chance))

    def _photo(self, chance: random.Random) -> Strengths:
        """Held straight in good light, or not."""
        always = {"rotation": chance.uniform(0, 0.2), "perspective": chance.uniform(0, 0.25)}
        drawn = chance.random()
        if drawn < 0.3:
            return always | _some(chance, self.on_paper, 1, 2, 0.35 * self.weight)
        how = always | _some(
            chance, self.on_paper, 2, 5, (0.6 if drawn < 0.8 else 1.0) * self.weight
        )
        if chance.random() < 0.1:
            how["cut"] = chance.random()
        elif chance.random() < 0.04:
            how["torn"] = chance.random()
        if chance.random() < 0.05:
            how["covered"] = 1.0
        return how

    def _plan(
        self,
        chance: random.Random,
        source: Literal["paper", "screen", "other"],
        *,
        flat: bool,
        how: Strengths,
    ) -> Plan:
        turned = 0 if flat or chance.random() > 0.09 else chance.choice((90, 180, 270, 90, 270))
        exif = 1 if flat or chance.random() > 0.12 else chance.choice((6, 3, 8, 6))
        drawn = chance.random()
        kind: Literal["jpg", "png", "webp"] = "jpg"
        if flat and source == "screen" and drawn < 0.5:
            kind = "png"
        elif drawn > 0.94:
            kind, exif = "webp", 1
        return Plan(source, flat, how, turned, exif, kind, chance.randrange(50, 96))


def _some(
    chance: random.Random, names: tuple[str, ...], fewest: int, most: int, strongest: float
) -> Strengths:
    """A few degradations at random strengths; never blur of both kinds."""
    chosen = chance.sample(names, chance.randint(fewest, most))
    if "blur" in chosen and "motion" in chosen:
        chosen.remove("motion")
    return {name: chance.uniform(0.15, 1.0) * min(1.0, strongest) for name in chosen}


DEV = Mix("dev", LAYOUTS, SCREEN_LAYOUTS, (LIGHT, BLUE, RED))
