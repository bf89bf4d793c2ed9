"""A time-stamp authority of our own, made with the command openssl, and an HTTP server before it.

authority = Authority(folder)
with AuthorityServer(authority) as server:
    httpx.post(server.url, content=request(…), headers={"Content-Type": REQUEST_TYPE})
    server.mode = "down"
"""

import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Literal, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

REQUEST_TYPE, REPLY_TYPE = "application/timestamp-query", "application/timestamp-reply"

Order = Literal["sorted", "unsorted"]
Mode = Literal["fine", "down", "slow", "rubbish", "refusing"]

YEAR = timedelta(days=365)
LARGE = 1 << 158
"""Makes serial numbers, and so certificates, equally long."""

RUBBISH = b"<html><body>502 Bad Gateway</body></html>"

CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
certs = {folder}/chain.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1, millisecs:500
clock_precision_digits = {digits}
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = {ess}
"""


class Authority:
    """A root, an intermediate authority and a signer for time stamps, with keys in a folder.

    Args:
        folder: where keys and certificates go; it is made.
        order: of the certificates in its tokens: DER's, which strict readers insist on, or not.
        digits: of the fraction of a second in its times.
        ess: the hash that binds the signer's certificate.
        purpose: whether the signer's certificate is one for time stamps.
        valid: from when to when the signer's certificate is.
    """

    def __init__(
        self,
        folder: Path,
        *,
        order: Order = "sorted",
        digits: int = 0,
        ess: str = "sha256",
        purpose: bool = True,
        valid: tuple[datetime, datetime] | None = None,
    ) -> None:
        folder.mkdir(parents=True)
        self.folder, self.order, self.digits, self.ess = folder, order, digits, ess
        now = datetime.now(UTC)
        keys = [rsa.generate_private_key(65537, 2048) for _ in range(3)]
        long = (now - 10 * YEAR, now + 10 * YEAR)
        # the authorities' names are long: so the signer's certificate is the shortest, sorts first
        root = _certificate("Zhangfang Test Root Authority", keys[0], None, keys[0], long)
        middle = _certificate("Zhangfang Test Intermediate Authority", keys[1], root, keys[0], long)
        span = valid or (now - YEAR, now + YEAR)
        self.signer = _certificate("TSA", keys[2], middle, keys[1], span, purpose=purpose)
        self._root, self._chain = root, sorted([root, middle], key=_der, reverse=order != "sorted")
        ordered = [self.signer, *self._chain]
        assert (ordered == sorted(ordered, key=_der)) == (order == "sorted")
        secret = keys[2].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "signer.key").write_bytes(secret)
        (folder / "signer.pem").write_bytes(_pem(self.signer))
        (folder / "chain.pem").write_bytes(b"".join(map(_pem, self._chain)))
        (folder / "serial").write_text("1000\n")

    @cached_property
    def roots(self) -> list[bytes]:
        """What a reader who trusts this authority has: its root as PEM."""
        return [_pem(self._root)]

    @property
    def chain(self) -> list[bytes]:
        """Root and intermediate certificate as PEM."""
        return [_pem(one) for one in self._chain]

    def reply(self, request: bytes, *, digests: str = "sha256") -> bytes:
        """The answer to a TimeStampReq, a refusal if its hash is not one of `digests`."""
        query, answer = self.folder / "query.tsq", self.folder / "answer.tsr"
        config = self.folder / "ts.cnf"
        config.write_text(
            CONFIG.format(folder=self.folder, digits=self.digits, ess=self.ess, digests=digests)
        )
        query.write_bytes(request)
        _openssl("ts", "-reply", "-config", config, "-queryfile", query, "-out", answer)
        return answer.read_bytes()

    def signed(self, info: bytes) -> bytes:
        """A token over any TSTInfo: what `ts -reply` would not sign."""
        content, token = self.folder / "info.der", self.folder / "token.der"
        content.write_bytes(info)
        _openssl(
            *("cms", "-sign", "-binary", "-nodetach", "-cades", "-outform", "DER"),
            *("-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", content, "-out", token),
            *("-signer", self.folder / "signer.pem", "-inkey", self.folder / "signer.key"),
            *("-certfile", self.folder / "chain.pem"),
        )
        return token.read_bytes()


class AuthorityServer:
    """Answers POSTs on loopback, in the way that `mode` says; `asked` counts them."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.mode: Mode = "fine"
        self.asked = 0
        self.released = Event()

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/"


def _handler(server: AuthorityServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.asked += 1
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if server.mode == "down":
                self.close_connection = True
                return
            if server.mode == "slow":  # until the test ends, or sets `released`
                server.released.wait()
            status, kind, body = self._answer(request)
            with suppress(ConnectionError):  # who asked may have gone by now
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def _answer(self, request: bytes) -> tuple[int, str, bytes]:
            if self.headers["Content-Type"] != REQUEST_TYPE:
                return 415, "text/plain", b"not a time-stamp query\n"
            if server.mode == "rubbish":
                return 200, REPLY_TYPE, RUBBISH
            digests = "sha512" if server.mode == "refusing" else "sha256"
            return 200, REPLY_TYPE, server.authority.reply(request, digests=digests)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _certificate(
    name: str,
    key: rsa.RSAPrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: rsa.RSAPrivateKey,
    valid: tuple[datetime, datetime],
    *,
    purpose: bool | None = None,
) -> x509.Certificate:
    """One for an authority; or, if `purpose` is said, for a signer with or without it."""
    named = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if purpose is None:
        named.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{name} of Nowhere, Limited"))
    subject = x509.Name(named)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number() | LARGE)
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=purpose is None, path_length=None), critical=True)
    )
    if purpose:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _openssl(*arguments: str | Path) -> None:
    program = shutil.which("openssl")
    assert program, "These tests need the command openssl (Debian: apt install openssl)."
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
