"""A desk in a process of its own, for tests that kill it."""

import sys
from pathlib import Path

from zhangfang.desk.serve import serve
from zhangfang.desk.settings import Settings

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    data, rasa_url, port = sys.argv[1:]
    settings = Settings(
        data=Path(data),
        rasa_url=rasa_url,
        actions_url=rasa_url,
        knowledge=ROOT / "knowledge",
        domain=ROOT / "domain.yml",
        web=ROOT / "web" / "dist",
    )
    serve(settings, int(port))
