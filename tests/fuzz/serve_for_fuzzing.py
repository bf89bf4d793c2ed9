"""A whole service of its own for the fuzzer: serves until its input ends, and says where it is."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "desk"), str(ROOT / "tests" / "console")]

from fake_rasa import FakeRasa, listen  # noqa: E402

from zhangfang.console.app import create_app  # noqa: E402
from zhangfang.desk.serve import server  # noqa: E402
from zhangfang.desk.settings import Settings  # noqa: E402
from zhangfang.guides.load import load  # noqa: E402


async def main() -> None:
    knowledge = load(ROOT / "knowledge")
    rasa = FakeRasa(knowledge)
    await rasa.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder),
            rasa_url=rasa.url,
            actions_url=rasa.url,
            knowledge=ROOT / "knowledge",
            domain=ROOT / "domain.yml",
            web=Path(folder) / "no-pages",
            pictures=False,
        )
        app = create_app(settings, knowledge=knowledge)
        listening = listen()
        running = server(app, 0)
        serving = asyncio.create_task(running.serve(sockets=[listening]))
        while not running.started:
            await asyncio.sleep(0.05)
        print(json.dumps({"url": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        running.should_exit = True
        await serving
    await rasa.stop()


if __name__ == "__main__":
    asyncio.run(main())
