"""`zhangfang verify`: the outcome, its exit code, and whether an authority signed the time stamps."""

import hashlib
import json
from dataclasses import replace

import damage
import pytest
import sample_pack
from authority import Authority
from typer.testing import CliRunner

from zhangfang.cli import app
from zhangfang.evidence.signed_note import parse_note
from zhangfang.evidence.timestamp import read_token, request
from zhangfang.evidence.verifier.verify import read_zip


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority") / "keys")


@pytest.fixture(scope="module")
def stamped(authority):
    """A log whose last checkpoint an authority has stamped."""
    return with_stamps(sample_pack.make(61, said=4, stamped=False), authority)


def with_stamps(sample: sample_pack.Sample, authority: Authority) -> sample_pack.Sample:
    size, note, _ = sample.checkpoints[-1]
    digest = hashlib.sha256(parse_note(note).text.encode()).digest()
    token = read_token(authority.reply(request(digest, 1))).token
    sample.checkpoints[-1] = size, note, token
    return sample


def verify(pack: bytes, tmp_path, *options: str):
    path = tmp_path / "证据包.zip"
    path.write_bytes(pack)
    return CliRunner().invoke(app, ["verify", str(path), *options])


def roots_file(authority: Authority, tmp_path) -> str:
    (tmp_path / "roots.pem").write_bytes(authority.roots[0])
    return str(tmp_path / "roots.pem")


def test_a_sound_pack(tmp_path):
    sample = sample_pack.make(62, stamped=False)
    done = verify(sample.pack, tmp_path, "--key", sample.keys[-1].verifier.as_vkey())
    assert done.exit_code == 0
    assert "完整，没有被改过" in done.output
    assert "无第三方时间" in done.output


def test_a_tampered_pack(tmp_path):
    case = damage.case("text-changed-and-sealed")
    done = verify(case.pack, tmp_path)
    assert done.exit_code == 1
    assert f"{case.expected[1]}：" in done.output


def test_receipts_are_compared(tmp_path):
    case = damage.case("whole-log-rewritten-with-its-key-but-a-receipt-was-kept")
    (tmp_path / "receipts").write_text("".join(case.receipts), "utf-8")
    done = verify(case.pack, tmp_path, "--receipts", str(tmp_path / "receipts"))
    assert done.exit_code == 1
    assert f"{case.expected[1]}：" in done.output


def test_a_time_stamp_by_an_authority_that_is_trusted(stamped, authority, tmp_path):
    done = verify(stamped.pack, tmp_path, "--authority", roots_file(authority, tmp_path), "--json")
    assert done.exit_code == 0, done.output
    [stamp] = json.loads(done.output)["found"]["timestamps"]
    assert stamp["authority"] == authority.signer.subject.rfc4514_string()
    assert stamp["believed"] is True


def test_a_time_stamp_by_another_authority(stamped, tmp_path):
    other = Authority(tmp_path / "keys")
    done = verify(stamped.pack, tmp_path, "--authority", roots_file(other, tmp_path))
    size = stamped.checkpoints[-1][0]
    assert done.exit_code == 1
    assert f"anchor {size}：时间戳盖的不是它 / timestamp wrong" in done.output


def test_certificates_in_the_pack_are_called_so(stamped, authority, tmp_path):
    """They came with the pack, so they say less than the reader's own."""
    brings = stamped.sealed(replace(stamped.data, authority=authority.roots[0]))
    done = verify(brings, tmp_path)
    assert done.exit_code == 0
    assert "时间戳的签名和包里带的证书相符" in done.output


@pytest.mark.parametrize("brought", [None, b"none"], ids=["absent", "unreadable"])
def test_without_certificates_the_signature_is_not_checked(stamped, tmp_path, brought):
    done = verify(stamped.sealed(replace(stamped.data, authority=brought)), tmp_path)
    assert done.exit_code == 0
    assert "时间戳的签名没有核对" in done.output


def test_a_time_stamp_that_nobody_signed(authority, tmp_path):
    """verify.py alone reads its hash and time only."""
    sample = sample_pack.make(63, said=3, stamped=True)
    done = verify(sample.pack, tmp_path, "--authority", roots_file(authority, tmp_path))
    assert done.exit_code == 1
    assert "timestamp wrong" in done.output


def test_its_folder(stamped, tmp_path):
    for path, data in read_zip(stamped.pack).items():
        (tmp_path / "pack" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / path).write_bytes(data)
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "pack")]).exit_code == 0
    (tmp_path / "pack" / "verify.py").unlink()
    assert "verify.py" in CliRunner().invoke(app, ["verify", str(tmp_path / "pack")]).output


@pytest.mark.parametrize(
    "options",
    [("--key", "no key"), ("--receipts", "nowhere"), ("--authority", "证据包.zip")],
    ids=lambda options: options[0],
)
def test_wrong_usage(tmp_path, options, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = verify(sample_pack.make(64, said=1).pack, tmp_path, *options)
    assert done.exit_code == 2


def test_no_such_pack():
    assert CliRunner().invoke(app, ["verify", "nowhere.zip"]).exit_code == 2
