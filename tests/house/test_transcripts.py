"""The scripts of docs/transcripts/ can be played to their ends in the house as it is."""

from pathlib import Path

import pytest
from running_house import House

from zhangfang.running.script import read_script
from zhangfang.running.transcripts import play

pytestmark = pytest.mark.rasa

SCRIPTS = sorted((Path(__file__).parents[2] / "docs/transcripts/scripts").glob("*.yml"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in SCRIPTS])
def test_can_be_played(path: Path, house: House) -> None:
    """Every quick reply is offered where it is tapped, and every turn is answered."""
    script = read_script(path)
    scenes = list(play(str(house.http.base_url).rstrip("/"), path.stem, script))
    assert all(
        any(message["actor"] == "bot" for message in scene.messages)
        for turn, scene in zip(script.turns, scenes[1:], strict=True)
        if turn.say or turn.tap
    )
