"""Who vouches for the log beside the desk: a time-stamp authority, a witness. Neither holds it up."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from authority import Authority, AuthorityServer
from merchant import Merchant
from patience import PATIENT
from test_packs import files_of, pack_of
from witness_server import served

from zhangfang.evidence.signed_note import VerifierKey
from zhangfang.evidence.verifier.verify import verify
from zhangfang.witness.serve import create_app, open_witness


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "keys")


@pytest.fixture
def server(authority):
    with AuthorityServer(authority) as running:
        yield running


@pytest.fixture
def tsa(server, authority, tmp_path) -> dict:
    roots = tmp_path / "roots.pem"
    roots.write_bytes(b"".join(authority.roots))
    return {"tsa": server.url, "tsa_roots": roots}


async def test_a_pack_says_since_when_it_is_so_by_the_authority_s_clock(start_desk, tsa):
    async with start_desk(**tsa) as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了我 12 块", wait=True)
        pack = await pack_of(merchant)
        assert await pack_of(merchant) == pack
    report = verify(pack)
    assert report.failures == []
    assert len(report.found["timestamps"]) >= 1
    assert "无第三方时间" not in files_of(pack)["先看这里.html"].decode()


@pytest.mark.parametrize("mode", ["down", "rubbish", "refusing"])
async def test_without_an_answer_the_pack_comes_and_says_so(start_desk, tsa, server, mode, caplog):
    server.mode = mode
    async with start_desk(**tsa) as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了我 12 块", wait=True)
        pack = await pack_of(merchant)
    assert server.asked
    assert verify(pack).failures == []
    assert "无第三方时间" in files_of(pack)["先看这里.html"].decode()
    assert "time-stamp authority: " in caplog.text


async def test_what_was_missed_is_stamped_with_a_later_pack(start_desk, tsa, server):
    server.mode = "down"
    async with start_desk(**tsa) as http:
        merchant = await Merchant.arrives(http)
        await merchant.says("多扣了我 12 块", wait=True)
        await pack_of(merchant)
        server.mode = "fine"
        assert verify(await pack_of(merchant)).found["timestamps"]


async def test_an_authority_without_certificates_is_refused_in_plain_words(start_desk, tsa):
    with pytest.raises(ValueError, match="--tsa-roots"):
        async with start_desk(tsa=tsa["tsa"]):
            pass


class OwnWitness:
    """A witness of the log in this folder, on loopback."""

    def __init__(self, folder: Path, log_key: str) -> None:
        logs = [VerifierKey.from_vkey(log_key)]
        self.witness = open_witness(folder, "witness.example/w1", logs)

    def settings(self, url: str) -> dict:
        return {"witness": url, "witness_key": self.witness.verifier.as_vkey()}


async def log_key(start_desk) -> str:
    async with start_desk() as http:
        return (await http.get("/api/v1/log")).json()["key"]


async def test_a_witness_s_word_is_in_the_pack(start_desk, tmp_path):
    own = OwnWitness(tmp_path / "witness", await log_key(start_desk))
    with served(create_app(own.witness)) as client:
        async with start_desk(**own.settings(str(client.base_url))) as http:
            merchant = await Merchant.arrives(http)
            for _ in range(3):
                await merchant.says("多扣了我 12 块", wait=True)
                pack = await pack_of(merchant)
    assert verify(pack).failures == []
    assert "— witness.example/w1 " in files_of(pack)["data/last-event.tlog-proof"].decode()


async def test_a_log_that_was_rewritten_gets_no_word_of_the_witness(
    start_desk, settings, tmp_path, caplog
):
    """With its own key, whole and valid in itself: only who saw the old one can tell."""
    own = OwnWitness(tmp_path / "witness", await log_key(start_desk))
    with served(create_app(own.witness)) as client:
        vouched = own.settings(str(client.base_url))
        async with start_desk(**vouched) as http:
            merchant = await Merchant.arrives(http)
            await merchant.says("多扣了我 12 块", wait=True)
            await pack_of(merchant)
        for file in settings.data.glob("zhangfang.db*"):
            file.unlink()
        caplog.clear()
        async with start_desk(**vouched) as http:
            merchant = await Merchant.arrives(http)
            for _ in range(12):
                await merchant.says("没多扣", wait=True)
            pack = await pack_of(merchant)
    assert verify(pack).failures == []
    assert "witness.example/w1 " not in files_of(pack)["data/last-event.tlog-proof"].decode()
    assert any(
        it.levelno == logging.ERROR and "witness: refused" in it.message for it in caplog.records
    )


async def test_a_checkpoint_follows_every_event_by_itself(start_desk):
    hasty = replace(PATIENT, checkpoint=0.02)
    async with start_desk(hasty) as http:
        merchant = await Merchant.arrives(http)
        sent = await merchant.says("多扣了我 12 块", wait=True)
        async with asyncio.timeout(10):
            while (await http.get("/api/v1/log")).json()["size"] <= sent["receipt"]["log_index"]:
                pass  # the desk works while it is asked
        later = await merchant.says("还没退", wait=True)
    assert later["receipt"]["checkpoint"] is not None
