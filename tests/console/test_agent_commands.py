"""`zhangfang agent` while a desk runs on the same record."""

import pyotp
import pytest
from anyio.to_thread import run_sync
from desk_parts import ROOT
from staff import PASSWORD, Staff, console_of
from typer.testing import CliRunner

from zhangfang import cli
from zhangfang.running.failure import Failure
from zhangfang.store import log
from zhangfang.store.erase import erase


@pytest.fixture
def run(settings, monkeypatch):
    """Runs `zhangfang agent …` on the test's record; returns what it printed."""
    monkeypatch.chdir(ROOT)

    async def runs(*words: str) -> str:
        command = ["agent", *words, "--data", str(settings.data)]
        result = await run_sync(CliRunner().invoke, cli.app, command)
        if result.exception is not None:
            raise result.exception
        return result.stdout

    return runs


async def test_the_first_administrator(console, run):
    first = Staff(console, "老板")
    first.password = (await run("add", "老板", "--role", "administrator")).strip()
    await first.signs_in()
    assert (first.me["role"], first.me["must"]) == ("administrator", "change_password")
    with console_of(console).desk.database.read() as connection:
        [added] = log.of_kinds(connection, first.id, ("agent_added",))
    assert added.event.actor == "system"
    assert added.content == {"account": {"id": first.id, "name": "老板"}, "role": "administrator"}


async def test_a_locked_out_administrator(console, administrator, run):
    secret = (await administrator.post("/totp", json={"password": PASSWORD})).json()["secret"]
    await administrator.post("/totp/confirm", json={"code": pyotp.TOTP(secret).now()})
    for _ in range(5):
        await Staff(console, "管理员").tries("a guess at it")
    assert (await Staff(console, "管理员").tries(PASSWORD)).status_code == 429
    administrator.password = (await run("reset", "管理员")).strip()
    assert (await administrator.get("/session")).status_code == 401
    await administrator.signs_in()
    assert (administrator.me["totp"], administrator.me["must"]) == (False, "change_password")


async def test_a_password_is_made_for_nobody_who_cannot_use_it(console, agent, administrator, run):
    await administrator.patch(f"/accounts/{agent.id}", json={"active": False})
    with pytest.raises(Failure, match="The account of '小周' is closed"):
        await run("reset", "小周")
    with console_of(console).desk.database.write() as connection:
        erase(connection, administrator.id)
    with pytest.raises(Failure, match="make another, zhangfang agent add"):
        await run("reset", "管理员")


async def test_who_there_is(agent, administrator, run):
    await administrator.patch(f"/accounts/{agent.id}", json={"active": False})
    lines = [line.split("\t") for line in (await run("list")).splitlines()]
    assert [line[:3] for line in lines] == [
        ["小周", "agent", "closed"],
        ["管理员", "administrator", "active"],
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "小周"], "There is an agent '小周' already"),
        (["add", "\u200b"], "is no name"),
        (["reset", "没有这个人"], "There is no agent '没有这个人'"),
    ],
)
async def test_what_cannot_be_done(agent, run, words, says):
    with pytest.raises(Failure, match=says):
        await run(*words)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--oidc-issuer", "https://id.example"], "by half"),
        (
            ["--oidc-issuer", "http://id.example", "--oidc-client", "zf"],
            "others could listen to",
        ),
        (["--oidc-issuer", "https://id.example", "--oidc-client", "zf"], "has 3 bytes"),
    ],
)
def test_a_company_sign_in_that_cannot_be_used(tmp_path, monkeypatch, options, says):
    monkeypatch.chdir(ROOT)
    secret = tmp_path / "secret"
    secret.write_text("123\n")
    more = ["--oidc-secret-file", str(secret)] if len(options) > 2 else []
    result = CliRunner().invoke(cli.app, ["up", *options, *more])
    assert isinstance(result.exception, Failure)
    assert says in str(result.exception)
