"""Rasa runs without TensorFlow where nothing needs it, and with it where something may."""

import ast
import io
import json
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from nlu import lean
from nlu.left_out import CLIENTS, PLOTTING, TENSORFLOW

ROOT = Path(__file__).parents[2]
STOCK = ROOT / "bench" / "stock" / "config.yml"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_components_that_need_tensorflow_are_all_of_them() -> None:
    """Those of Rasa's whose modules import it; another release of Rasa may have others."""
    rasa = Path(next(iter(find_spec("rasa").submodule_search_locations)))
    listed = ast.parse((rasa / "engine/recipes/default_components.py").read_text("utf-8"))
    need = {
        alias.name
        for line in ast.walk(listed)
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
        if "import tensorflow" in (rasa.parent / f"{line.module.replace('.', '/')}.py").read_text()
    }
    assert need == lean.NEED_TENSORFLOW


@pytest.mark.parametrize(
    ("component", "may_need"),
    [
        ("RulePolicy", False),
        ("rasa.core.policies.rule_policy.RulePolicy", False),
        ("nlu.family_classifier.FamilyClassifier", False),
        ("DIETClassifier", True),
        ("rasa.core.policies.ted_policy.TEDPolicy", True),
        ("somebody.elses.Classifier", True),
    ],
)
def test_may_need_tensorflow(component: str, *, may_need: bool) -> None:
    """Rasa's are known, ours do without, of others nobody knows."""
    assert lean.may_need_tensorflow(component) is may_need


@pytest.mark.parametrize(
    ("program", "left_out"),
    [
        ("rasa run", (*TENSORFLOW, *CLIENTS, *PLOTTING)),
        ("rasa train --force --out models", (*TENSORFLOW, *CLIENTS, *PLOTTING)),
        ("rasa test core --stories tests/rasa", (*TENSORFLOW, *CLIENTS)),
        (f"rasa train --config {STOCK}", ()),
        (f"rasa train -c config.yml {STOCK}", ()),
        (f"rasa train --config={STOCK}", ()),
        ("rasa train --config nowhere.yml", (*TENSORFLOW, *CLIENTS, *PLOTTING)),
        ("rasa run --model Makefile", (*TENSORFLOW, *CLIENTS, *PLOTTING)),
    ],
)
def test_unused(program: str, left_out: tuple[str, ...]) -> None:
    """What is named there decides; a missing or broken file is for Rasa to complain of."""
    assert lean.unused(program.split()) == left_out


def test_a_model_that_needs_tensorflow_gets_it(tmp_path: Path) -> None:
    """Whatever config.yml says by now."""
    model = tmp_path / "stock.tar.gz"
    uses = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
    metadata = json.dumps({"predict_schema": {"nodes": {"run_diet": {"uses": uses}}}}).encode()
    with tarfile.open(model, "w:gz") as archive:
        member = tarfile.TarInfo("metadata.json")
        member.size = len(metadata)
        archive.addfile(member, io.BytesIO(metadata))
    assert lean.unused(["nlu.parse_lines", "--model", str(model)]) == ()


@pytest.mark.parametrize(
    ("arguments", "there"), [(["--config", "config.yml"], False), (["--config", str(STOCK)], True)]
)
def test_in_a_process(arguments: list[str], tmp_path: Path, *, there: bool) -> None:
    """All of Rasa's components and channels are imported; TensorFlow is there, or is not."""
    (tmp_path / "probe.py").write_text(
        "import sys\n"
        "import rasa.engine.recipes.default_components, rasa.core.channels, rasa.core.run\n"
        "print(sys.argv[1:], hasattr(sys.modules['tensorflow'], '__version__'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "nlu.lean", "probe", *arguments],
        env={"PYTHONPATH": f"{ROOT}:{tmp_path}", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.returncode) == (f"{arguments} {there}", 0), done.stderr


def test_without_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with an example."""
    monkeypatch.setattr(sys, "argv", ["nlu.lean"])
    with pytest.raises(SystemExit, match=r"no module named.*rasa run"):
        lean.main()
