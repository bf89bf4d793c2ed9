"""What somebody who starts a witness is told when it cannot start."""

import socket

import pytest
from small_log import SmallLog
from typer.testing import CliRunner

from zhangfang import cli
from zhangfang.evidence.cosignature import cosigner
from zhangfang.running.failure import Failure


def start(*arguments: object) -> None:
    told = CliRunner().invoke(cli.app, ["witness", *map(str, arguments)], catch_exceptions=False)
    assert told.exit_code == 0, told.output


def test_a_mistyped_log_key_is_named(tmp_path) -> None:
    vkey = SmallLog(1).key.verifier.as_vkey()
    with pytest.raises(Failure, match="not a verifier key"):
        start("--log", vkey.replace("+0", "+1"), "--data", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_key_of_a_witness_is_no_log_key(tmp_path) -> None:
    vkey = cosigner(SmallLog(1).key).as_vkey()
    with pytest.raises(Failure, match="key that signs the log"):
        start("--log", vkey, "--data", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_taken_port_is_named(tmp_path) -> None:
    vkey = SmallLog(1).key.verifier.as_vkey()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Failure, match=f"127.0.0.1:{port}"):
            start("--log", vkey, "--data", tmp_path / "new", "--port", port)
