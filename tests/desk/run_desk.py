"""A desk in a process of its own, for tests that kill it or look into it."""

import sys
from dataclasses import replace
from pathlib import Path

from zhangfang.desk.app import create_app
from zhangfang.desk.serve import server
from zhangfang.desk.settings import Settings, Waits
from zhangfang.guides.model import Knowledge

ROOT = Path(__file__).parents[2]


def live(
    data: Path,
    rasa_url: str,
    port: int,
    checkpoint_every: float,
    knowledge: Knowledge | None = None,
) -> None:
    """Serve until told to stop, or killed."""
    settings = Settings(
        data=data,
        rasa_url=rasa_url,
        actions_url=rasa_url,
        knowledge=ROOT / "knowledge",
        domain=ROOT / "domain.yml",
        web=ROOT / "web" / "dist",
    )
    waits = replace(Waits(), checkpoint=checkpoint_every)
    server(create_app(settings, knowledge=knowledge, waits=waits), port).run()


if __name__ == "__main__":
    folder, rasa, number, seconds = sys.argv[1:]
    live(Path(folder), rasa, int(number), float(seconds))
