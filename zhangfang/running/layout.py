"""Where things are in a checkout."""

from dataclasses import dataclass
from pathlib import Path

from zhangfang.running.failure import Failure


@dataclass(frozen=True)
class Layout:
    """Paths of one checkout, all below its root."""

    root: Path

    @property
    def rasa_python(self) -> Path:
        """The interpreter of Rasa's own environment."""
        return self.root / "nlu" / ".venv" / "bin" / "python"

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.root / "models" / "zhangfang.tar.gz"

    @property
    def fingerprint(self) -> Path:
        """What the model was trained from, as a hash."""
        return self.root / "models" / "zhangfang.sha256"

    @property
    def knowledge(self) -> Path:
        """What the bot knows."""
        return self.root / "knowledge"

    @property
    def domain(self) -> Path:
        """What the bot says in every family."""
        return self.root / "domain.yml"

    @property
    def page(self) -> Path:
        """The built chat page."""
        return self.root / "web" / "dist"


def find_layout(start: Path) -> Layout:
    """The checkout that `start` lies in.

    Raises:
        Failure: no folder from `start` upwards has a domain.yml and a knowledge/.
    """
    for folder in (start, *start.parents):
        if (folder / "domain.yml").is_file() and (folder / "knowledge").is_dir():
            return Layout(folder)
    raise Failure(
        f"{start} is not inside a checkout of 账房 (no domain.yml and knowledge/ above it).",
        "Run the command in the folder that you cloned.",
    )
