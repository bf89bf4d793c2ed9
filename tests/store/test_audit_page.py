"""docs/audit.md names every fault that an audit can find."""

from pathlib import Path

from zhangfang.store.audit.words import FAULTS, WARNINGS

PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text()


def test_every_code_is_on_the_page():
    for code, (_, english) in {**FAULTS, **WARNINGS}.items():
        assert f"| `{code}` | {english} |" in PAGE, code
