"""The blind set: more layouts and other degradations than those the reader was tuned on."""

from bench.slips.blind_layouts import BLIND_LAYOUTS, BLIND_SCREENS
from bench.slips.layouts import LAYOUTS
from bench.slips.mix import ON_PAPER, ON_SCREEN, Mix
from bench.slips.screen import BLUE, DARK, LIGHT
from bench.slips.screens import SCREEN_LAYOUTS

BLIND = Mix(
    "blind",
    {**LAYOUTS, **BLIND_LAYOUTS},
    {**SCREEN_LAYOUTS, **BLIND_SCREENS},
    (LIGHT, BLUE, DARK),
    wide=("two_columns", "boxed_form"),
    needles=0.25,
    favoured=(*BLIND_LAYOUTS, *BLIND_SCREENS),
    on_paper=(*ON_PAPER, "haze", "resent", "crumple", "shadow"),
    on_screen=(*ON_SCREEN, "haze", "resent"),
)
