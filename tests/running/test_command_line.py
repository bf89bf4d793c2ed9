"""What a person at the command line is told: one plain line, and an exit code."""

import shutil
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhangfang import cli
from zhangfang.cases.reading import SURE, UNSURE
from zhangfang.running.failure import Failure
from zhangfang.running.layout import Layout, find_layout
from zhangfang.running.ports import free_port, require_free
from zhangfang.running.training import fingerprint, up_to_date
from zhangfang.running.up import up

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Layout:
    """A checkout with content and nothing installed."""
    (tmp_path / "domain.yml").write_text("version: '3.1'\n")
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.yml").write_text("rules: []\n")
    return Layout(tmp_path)


def test_a_taken_port_is_named_with_a_way_out() -> None:
    """The line says which port, and how to choose another."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Failure, match=rf"Port {port} is taken.*--port {port + 1}"):
            require_free(port)


def test_a_free_port_is_free() -> None:
    """And no error is made up."""
    require_free(free_port())


def test_outside_a_checkout(tmp_path: Path) -> None:
    """The line says where to go."""
    with pytest.raises(Failure, match="not inside a checkout"):
        find_layout(tmp_path)


def test_found_from_a_folder_below() -> None:
    """As git finds its own."""
    assert find_layout(ROOT / "tests" / "running").root == ROOT


def test_up_without_rasa_says_what_to_do(checkout: Layout, tmp_path: Path) -> None:
    """`make setup` is the remedy."""
    with pytest.raises(Failure, match="make setup"):
        up(checkout, free_port(), tmp_path / "var", print, dev=False)


def test_up_without_a_model_says_what_to_do(checkout: Layout, tmp_path: Path) -> None:
    """`zhangfang train` is the remedy."""
    checkout.rasa_python.parent.mkdir(parents=True)
    checkout.rasa_python.touch()
    with pytest.raises(Failure, match="zhangfang train"):
        up(checkout, free_port(), tmp_path / "var", print, dev=False)


def test_the_model_is_old_when_its_data_changed(checkout: Layout) -> None:
    """A changed rule means another training; a changed step of a guide does not."""
    checkout.model.parent.mkdir()
    checkout.model.touch()
    checkout.fingerprint.write_text(fingerprint(checkout.root))
    assert up_to_date(checkout)
    (checkout.knowledge / "families" / "overcharged.yml").write_text("id: overcharged\n")
    assert up_to_date(checkout)
    (checkout.root / "data" / "rules.yml").write_text("rules: [1]\n")
    assert not up_to_date(checkout)


@pytest.mark.parametrize("said", ["yesterday", "2026-11-22", "2026-11-22T10:00:00"])
def test_parse_wants_a_moment_with_an_offset(said: str) -> None:
    """Otherwise 昨天 would depend on the machine."""
    result = CliRunner().invoke(cli.app, ["parse", "--now", said])
    assert isinstance(result.exception, Failure)
    assert "+08:00" in str(result.exception)


def test_nlu_report_without_a_model_says_what_to_do(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`zhangfang train` is the remedy."""
    checkout.rasa_python.parent.mkdir(parents=True)
    checkout.rasa_python.touch()
    monkeypatch.chdir(checkout.root)
    result = CliRunner().invoke(cli.app, ["nlu", "report"])
    assert isinstance(result.exception, Failure)
    assert "zhangfang train" in str(result.exception)


def test_nlu_report_runs_with_the_thresholds_of_the_bot(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In Rasa's environment, through nlu.lean, into the folder that was named; its code is kept."""
    python, written = checkout.rasa_python, tmp_path / "said"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" > {written}\nexit 3\n')
    python.chmod(0o755)
    checkout.model.parent.mkdir()
    checkout.model.touch()
    monkeypatch.chdir(checkout.root)
    result = CliRunner().invoke(cli.app, ["nlu", "report", "--out", "there"])
    assert result.exit_code == 3
    said = written.read_text().split()
    assert said[:3] == ["-m", "nlu.lean", "nlu.report"]
    assert said[said.index("--sure") + 1] == str(SURE)
    assert said[said.index("--unsure") + 1] == str(UNSURE)
    assert said[said.index("--out") + 1] == str(checkout.root / "there")


def test_knowledge_check_passes_on_what_is_shipped() -> None:
    """And says what it saw."""
    result = CliRunner().invoke(cli.app, ["knowledge", "check", str(ROOT / "knowledge")])
    assert result.exit_code == 0
    assert "5 families" in result.output


def test_knowledge_check_names_file_line_and_fault(tmp_path: Path) -> None:
    """What a service expert needs to mend it."""
    broken = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", broken)
    phases = broken / "phases.yml"
    phases.write_text(phases.read_text().replace("name: 核实", "nane: 核实"))
    result = CliRunner().invoke(cli.app, ["knowledge", "check", str(broken)])
    assert result.exit_code == 1
    assert "knowledge/phases.yml:" in result.output
    assert "nane" in result.output
