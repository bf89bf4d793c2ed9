"""Time stamps by an authority made with openssl: good ones are believed, all others refused."""

import hashlib
import random
import subprocess
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from authority import REPLY_TYPE, YEAR, Authority, AuthorityServer
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from zhangfang.evidence import der, timestamp
from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_data import read_signed_data
from zhangfang.evidence.timestamp import read_token, request, verify

DIGEST = hashlib.sha256(b"a checkpoint\n").digest()
OTHER = hashlib.sha256(b"another checkpoint\n").digest()
NONCE = 0xF123456789ABCDEF


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "sorted")


@pytest.fixture(scope="module")
def unsorted(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "unsorted", order="unsorted")


@pytest.fixture(scope="module")
def reply(authority) -> bytes:
    return authority.reply(request(DIGEST, NONCE))


def refusal(*arguments, **named) -> str:
    with pytest.raises(EvidenceError) as raised:
        verify(*arguments, **named)
    assert raised.value.code == "timestamp_wrong"
    assert raised.value.zh.endswith("。")
    return raised.value.en


def test_a_stamp_says_when_and_who(authority, reply) -> None:
    """The time is the authority's own, in UTC."""
    stamp = verify(reply, DIGEST, authority.roots, NONCE)
    assert abs(stamp.time - datetime.now(UTC)) < timedelta(minutes=5)
    assert stamp.time.tzinfo is UTC
    assert stamp.imprint == DIGEST
    assert stamp.serial == 0x1001
    assert stamp.accuracy == timedelta(seconds=1.5)
    assert stamp.nonce == NONCE
    assert stamp.authority == "CN=TSA"


def test_the_token_alone_is_enough_later(authority, reply) -> None:
    """What is kept is the token, without the answer around it."""
    stamp = verify(reply, DIGEST, authority.roots, NONCE)
    assert verify(stamp.token, DIGEST, authority.roots) == stamp


def test_openssl_reads_the_same(authority, reply, tmp_path) -> None:
    """Anybody can check a stored token with the command that a pack names."""
    (tmp_path / "token.der").write_bytes(read_token(reply).token)
    (tmp_path / "roots.pem").write_bytes(b"".join(authority.roots))
    command = f"openssl ts -verify -digest {DIGEST.hex()} -in token.der -token_in -CAfile roots.pem"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Verification: OK" in done.stdout


def test_a_request_is_what_openssl_would_ask(tmp_path) -> None:
    """Version, hash, nonce and the wish for certificates."""
    (tmp_path / "query.tsq").write_bytes(request(DIGEST, NONCE))
    shown = subprocess.run(
        ["openssl", "ts", "-query", "-in", "query.tsq", "-text"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Version: 1" in shown
    assert "Hash Algorithm: sha256" in shown
    assert "Nonce: 0xF123456789ABCDEF" in shown
    assert "Certificate required: yes" in shown


def test_the_library_alone_refuses_unsorted_certificates(unsorted) -> None:
    """If this fails, rfc3161-client has learnt to read them, and we need not sort any more."""
    with pytest.raises(ValueError, match="InvalidSetOrdering"):
        timestamp.decode_timestamp_response(unsorted.reply(request(DIGEST, NONCE)))


def test_the_order_of_certificates_does_not_matter(unsorted, no_openssl) -> None:
    """Many authorities send them in the order of the chain."""
    reply = unsorted.reply(request(DIGEST, NONCE))
    no_openssl()
    assert verify(reply, DIGEST, unsorted.roots, NONCE).imprint == DIGEST


@pytest.mark.parametrize("digits", [1, 3, 6])
def test_times_finer_than_a_second(tmp_path, digits) -> None:
    """GeneralizedTime may have a fraction."""
    authority = Authority(tmp_path / "fine", digits=digits)
    stamp = verify(authority.reply(request(DIGEST, 1)), DIGEST, authority.roots)
    assert abs(stamp.time - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize("ess", ["sha1", "sha256", "sha512"])
def test_the_signer_may_be_bound_by_any_hash(tmp_path, ess) -> None:
    """RFC 3161 knew only SHA-1 for this, RFC 5816 allows others."""
    authority = Authority(tmp_path / "bound", ess=ess)
    assert verify(authority.reply(request(DIGEST, 1)), DIGEST, authority.roots).nonce == 1


def test_roots_may_come_with_intermediates(authority, reply) -> None:
    """The file of an authority often holds its whole chain."""
    assert verify(reply, DIGEST, [b"".join(authority.chain)]).nonce == NONCE


def test_another_hash_is_refused(authority, reply) -> None:
    assert "another hash" in refusal(reply, OTHER, authority.roots)


def test_an_answer_to_another_request_is_refused(authority, reply) -> None:
    assert "nonce" in refusal(reply, DIGEST, authority.roots, NONCE + 1)


def test_an_answer_without_nonce_is_refused_if_one_was_sent(authority) -> None:
    """Somebody could play back an old answer."""
    asked = request(DIGEST, 1)
    without = asked[:1] + bytes([asked[1] - 3]) + asked[2:].replace(b"\x02\x01\x01\x01", b"\x01")
    reply = authority.reply(without)
    assert read_token(reply).nonce is None
    assert "nonce" in refusal(reply, DIGEST, authority.roots, 1)


def test_another_root_is_refused(unsorted, reply) -> None:
    assert "certificate" in refusal(reply, DIGEST, unsorted.roots)


def test_the_intermediate_alone_is_no_root(authority, reply) -> None:
    intermediate = [pem for pem in authority.chain if pem not in authority.roots]
    assert "certificate" in refusal(reply, DIGEST, intermediate)


def test_a_certificate_for_something_else_is_refused(authority, reply, tmp_path) -> None:
    """Whoever has any certificate of the same root could stamp otherwise."""
    impostor = Authority(tmp_path / "impostor", purpose=False)
    token = impostor.signed(read_signed_data(read_token(reply).token).content)
    assert "purpose" in refusal(token, DIGEST, impostor.roots)


def test_a_certificate_expired_at_that_time_is_refused(tmp_path) -> None:
    now = datetime.now(UTC)
    expired = Authority(tmp_path / "expired", valid=(now - 2 * YEAR, now - YEAR))
    assert "expired" in refusal(expired.reply(request(DIGEST, 1)), DIGEST, expired.roots)


def test_a_certificate_that_expired_since_is_believed(tmp_path, reply) -> None:
    """RFC 3161, appendix B: a pack outlives the authority's certificates."""
    now = datetime.now(UTC)
    earlier = (now - 2 * YEAR).strftime("%Y%m%d%H%M%SZ").encode()
    old = Authority(tmp_path / "old", valid=(now - 3 * YEAR, now - YEAR))
    info = read_signed_data(read_token(reply).token).content
    written = read_token(reply).time.strftime("%Y%m%d%H%M%SZ").encode()
    stamp = verify(old.signed(info.replace(written, earlier)), DIGEST, old.roots)
    assert stamp.time.strftime("%Y%m%d%H%M%SZ").encode() == earlier


def test_another_certificate_in_its_place_is_refused(authority, unsorted, reply) -> None:
    """The signed attributes hold the hash of the signer's certificate."""
    ours, theirs = (one.signer.public_bytes(Encoding.DER) for one in (authority, unsorted))
    assert len(ours) == len(theirs)
    assert "certificate" in refusal(reply.replace(ours, theirs), DIGEST, authority.roots)


def test_a_refusal_says_why(authority) -> None:
    reply = authority.reply(request(DIGEST, 1), digests="sha512")
    told = refusal(reply, DIGEST, authority.roots)
    assert "status 2" in told
    assert "badAlg" in told


@pytest.mark.parametrize("status", range(256))
def test_only_a_granted_stamp_counts(authority, reply, status) -> None:
    """0 is granted, 1 granted with changes: what matters is checked anyway."""
    assert reply[4:9] == b"\x30\x03\x02\x01\x00"
    changed = reply[:8] + bytes([status]) + reply[9:]
    if status in (0, 1):
        assert verify(changed, DIGEST, authority.roots, NONCE).nonce == NONCE
    else:
        assert "refused" in refusal(changed, DIGEST, authority.roots, NONCE)


RUBBISH = [b"", b"<html></html>", b"0", b"0\x80", b"0\x03\x02\x01\x00", b"0\x00", b"\xff"]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_rubbish_is_refused(authority, rubbish) -> None:
    assert "no time-stamp token" in refusal(rubbish, DIGEST, authority.roots)


def test_a_token_cut_short_or_longer_is_refused(authority, reply) -> None:
    for wrong in (reply[:-1], reply[: len(reply) // 2], reply + b"\x00"):
        assert "no time-stamp token" in refusal(wrong, DIGEST, authority.roots)


def test_no_altered_byte_changes_what_a_stamp_says(authority, reply) -> None:
    """One bit flipped anywhere: refused; or, where nothing is signed, no other stamp.

    Of the authorities' certificates, which are others' signatures, every 16th byte.
    """
    token = read_token(reply).token
    said = verify(token, DIGEST, authority.roots)
    accepted = []
    long = {
        place
        for pem in authority.chain
        for certificate in [load_pem_x509_certificate(pem).public_bytes(Encoding.DER)]
        for place in range(token.index(certificate), token.index(certificate) + len(certificate))
    }
    for place in range(len(token)):
        if place in long and place % 16:
            continue
        altered = bytearray(token)
        altered[place] ^= 1 << place % 8
        try:
            stamp = verify(bytes(altered), DIGEST, authority.roots)
        except EvidenceError:
            continue
        accepted.append(place)
        assert stamp.token == bytes(altered)
        assert [getattr(stamp, name) for name in SAID] == [getattr(said, name) for name in SAID]
    signed = read_signed_data(token).content
    assert not [place for place in accepted if 0 <= place - token.index(signed) < len(signed)]


def test_whatever_comes_there_is_an_answer(authority, reply) -> None:
    """Random damage never ends in anything but a refusal that can be shown."""
    chance = random.Random(3161)
    for _ in range(1500):
        damaged = bytearray(reply)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        try:
            stamp = verify(bytes(damaged), DIGEST, authority.roots, NONCE)
        except EvidenceError:
            continue
        assert stamp.time == read_token(reply).time


SAID = ("time", "imprint", "serial", "accuracy", "nonce", "authority")


def longer_length(token: bytes) -> bytes:
    """The same token with the length of its signer infos in more bytes than it needs.

    Tolerant readers (BER) take it, strict ones (DER) don't.
    """
    kind, wrapped = der.only(token).inside(der.SEQUENCE)
    parts = der.only(wrapped.content).inside(der.SEQUENCE)
    infos = parts[-1].content
    loose = bytes([der.SET, 0x84]) + len(infos).to_bytes(4) + infos
    inner = der.write(der.SEQUENCE, *(part.raw for part in parts[:-1]), loose)
    return der.write(der.SEQUENCE, kind.raw, der.write(0xA0, inner))


def test_openssl_checks_what_the_library_cannot_read(authority, reply) -> None:
    loose = longer_length(read_token(reply).token)
    assert verify(loose, DIGEST, authority.roots).nonce == NONCE


def test_openssl_refuses_too(authority, unsorted, reply, tmp_path) -> None:
    """The second way in is not a wider one."""
    loose = longer_length(read_token(reply).token)
    assert "not valid" in refusal(loose, DIGEST, unsorted.roots)
    assert "another hash" in refusal(loose, OTHER, authority.roots)
    assert "not valid" in refusal(loose[:-1] + bytes([loose[-1] ^ 1]), DIGEST, authority.roots)
    now = datetime.now(UTC)
    info = read_signed_data(read_token(reply).token).content
    bad = Authority(tmp_path / "expired", valid=(now - 2 * YEAR, now - YEAR))
    assert "expired" in refusal(longer_length(bad.signed(info)), DIGEST, bad.roots)
    bad = Authority(tmp_path / "impostor", purpose=False)
    assert "not valid" in refusal(longer_length(bad.signed(info)), DIGEST, bad.roots)


def test_without_openssl_it_says_so(authority, reply, no_openssl) -> None:
    loose = longer_length(read_token(reply).token)
    no_openssl()
    assert "install OpenSSL" in refusal(loose, DIGEST, authority.roots)


def test_the_server_before_the_authority(authority) -> None:
    """What others test their client with: it answers, and fails, as told."""
    with AuthorityServer(authority) as server, httpx.Client(trust_env=False) as client:
        headers = {"Content-Type": timestamp.REQUEST_TYPE}

        def ask() -> httpx.Response:
            content = request(DIGEST, NONCE)
            return client.post(server.url, content=content, headers=headers, timeout=0.2)

        client.timeout = 5
        told = ask()
        assert told.headers["Content-Type"] == REPLY_TYPE == timestamp.REPLY_TYPE
        assert len(told.content) < timestamp.LONGEST_REPLY
        assert verify(told.content, DIGEST, authority.roots, NONCE).nonce == NONCE
        server.mode = "rubbish"
        assert "no time-stamp token" in refusal(ask().content, DIGEST, authority.roots)
        server.mode = "refusing"
        assert "badAlg" in refusal(ask().content, DIGEST, authority.roots)
        server.mode = "down"
        with pytest.raises(httpx.TransportError):
            ask()
        server.mode = "slow"
        with pytest.raises(httpx.TimeoutException):
            ask()
        assert server.asked == 5


@pytest.fixture
def no_openssl(monkeypatch):
    """From the call on there is no command openssl."""
    return lambda: monkeypatch.setenv("PATH", "/nowhere")
