from dataclasses import replace


async def test_the_desk_is_alive_whatever_else_is_not(http, rasa):
    await rasa.stop()
    answer = await http.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_when_rasa_and_the_actions_answer(http):
    answer = await http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "rasa": "up", "actions": "up"}


async def test_it_says_what_is_missing(start_desk, settings):
    gone = replace(settings, actions_url="http://127.0.0.1:9")
    async with start_desk(actions_url=gone.actions_url) as http:
        answer = await http.get("/readyz")
    found = answer.json()
    assert answer.status_code == 503
    assert (found["status"], found["rasa"], found["actions"]) == ("not_ready", "up", "down")
    assert "actions 没有应答" in found["error"]["message"]


async def test_prometheus_reads_what_was_done(http, merchant, rasa):
    await merchant.says("在吗", wait=True)
    rasa.behaviour = rasa.fail
    await merchant.says("还在吗")
    while rasa.texts.count("还在吗") < 3:
        rasa.asked.clear()
        await rasa.asked.wait()
    page = (await http.get("/metrics")).text
    lines = dict(line.rsplit(" ", 1) for line in page.splitlines() if line[0] != "#")
    assert float(lines["zhangfang_messages_total"]) == 2
    assert float(lines["zhangfang_turn_seconds_count"]) == 1
    assert float(lines["zhangfang_turn_failures_total"]) >= 2
    assert float(lines["zhangfang_pending_turns"]) == 1
    assert "在吗" not in page
