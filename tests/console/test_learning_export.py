"""From a correction to the diff: accepted by a supervisor, exported once."""

from pathlib import Path

from zhangfang.running import examples
from zhangfang.running.layout import Layout
from zhangfang.running.place import Place

ROOT = Path(__file__).parents[2]
SAID = "客户刷卡那笔影儿都没有啊今早看的"


async def test_what_was_accepted_is_exported_once(
    rasa, merchant, agent, supervisor, settings
) -> None:
    """Also while the desk runs; data/ itself is not touched."""
    rasa.readings[SAID] = {
        "intent": {"name": "overcharged", "confidence": 0.5},
        "ranking": [],
        "entities": [],
    }
    seq = (await merchant.says(SAID, wait=True))["message"]["seq"]
    body = {"seq": seq, "intent": "not_arrived", "reason": "是没到账"}
    await agent.post(f"/conversations/{merchant.id}/corrections", json=body)
    [found] = (await supervisor.get("/corrections")).json()["corrections"]
    await supervisor.post(f"/corrections/{found['id']}/decision", json={"accept": True})
    written: list[str] = []
    exported = examples.export(Layout(ROOT), Place(settings.data), written.append)
    assert exported.added == (found["id"],)
    assert written[0].startswith("--- a/data/nlu/not_arrived.yml\n")
    assert f"+    - {SAID}\n" in written[0]
    assert SAID not in (ROOT / "data/nlu/not_arrived.yml").read_text("utf-8")
    [after] = (await supervisor.get("/corrections")).json()["corrections"]
    assert after["state"] == "exported"
    assert examples.export(Layout(ROOT), Place(settings.data), written.append).added == ()
