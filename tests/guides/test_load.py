"""The shipped knowledge is sound, and every kind of damage is found on its line."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from zhangfang.guides.fault import Fault, KnowledgeError
from zhangfang.guides.load import load
from zhangfang.guides.model import FAMILIES, PHASES

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "knowledge"
DAMAGES = sorted((HERE / "faults").glob("*.yml"))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A small sound knowledge/; its five families differ in their id alone."""
    folder = tmp_path / "knowledge"
    shutil.copytree(HERE / "sound", folder)
    template = (folder / "families/overcharged.yml").read_text(encoding="utf-8")
    for family in FAMILIES:
        text = template.replace("id: overcharged", f"id: {family}")
        (folder / f"families/{family}.yml").write_text(text, encoding="utf-8")
    return folder


def test_shipped_knowledge_is_sound():
    """What we ship loads, every family through every phase."""
    knowledge = load(SHIPPED)
    assert tuple(knowledge.guides) == FAMILIES
    for guide in knowledge.guides.values():
        assert tuple(dict.fromkeys(step.phase for step in guide.steps)) == PHASES


def test_sound_knowledge_has_no_faults(sound: Path):
    """The knowledge that the damages below are done to is itself sound."""
    assert load(sound).spellings[0].standard == "单号"


def test_spellings_may_be_absent(sound: Path):
    """spellings.yml is the one file that may be left out."""
    (sound / "spellings.yml").unlink()
    assert load(sound).spellings == ()


@pytest.mark.parametrize("path", DAMAGES, ids=[path.stem for path in DAMAGES])
def test_damage_is_found_on_its_line(path: Path, sound: Path):
    """Each file in faults/ is one damage: what it replaces by what, and the fault expected.

    The line is where `# here` stands in the damaged file, or else the `mark`.
    """
    damage = YAML(typ="safe").load(path)
    line = _do(damage, sound)
    with pytest.raises(KnowledgeError) as caught:
        load(sound)
    name = f"knowledge/{damage['file']}"
    found = [fault for fault in caught.value.faults if damage["expect"] in fault.message]
    assert [(fault.file, fault.line) for fault in found] == [(name, line)], str(caught.value)
    assert damage.get("others") or len(caught.value.faults) == 1, str(caught.value)


def test_error_reads_as_a_list():
    """One line of text a fault, sorted, each once."""
    late, early = Fault("a.yml", 9, "late"), Fault("a.yml", 2, "early")
    assert str(KnowledgeError([late, early, late])) == "a.yml:2: early\na.yml:9: late"


def _do(damage: dict[str, str], folder: Path) -> int:
    target = folder / damage["file"]
    if "create" in damage:
        target.write_text(damage["create"], encoding="utf-8")
        return 1
    if "replace" not in damage:
        target.unlink()
        return 1
    text = target.read_text(encoding="utf-8")
    assert text.count(damage["replace"]) == 1, "the damage must hit one place"
    text = text.replace(damage["replace"], damage["by"])
    target.write_text(text, encoding="utf-8")
    mark = damage.get("mark", "# here")
    return 1 + next(place for place, line in enumerate(text.splitlines()) if mark in line)
