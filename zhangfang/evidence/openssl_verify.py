"""Verifies a time-stamp token with the command `openssl`: for tokens that our library cannot read.

The one place of this package that is not pure: it writes two files for a moment and runs a program.
"""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE = 10
"""Seconds that the program may take; it takes hundredths of one."""


class OpensslMissingError(Exception):
    """There is no command `openssl` on this machine."""


def openssl_refusal(
    token: bytes, digest: bytes, roots: Sequence[bytes], at: datetime
) -> str | None:
    """Why `openssl ts -verify` refuses a token, or nothing if it accepts it.

    Args:
        token: the token's DER.
        digest: SHA-256 of what it is to be over.
        roots: the certificates to trust, as PEM.
        at: when the certificates must be valid.

    Raises:
        OpensslMissingError: there is no such command.
    """
    program = shutil.which("openssl")
    if program is None:
        raise OpensslMissingError
    with TemporaryDirectory() as folder:
        token_file, roots_file = Path(folder, "token.der"), Path(folder, "roots.pem")
        token_file.write_bytes(token)
        roots_file.write_bytes(b"\n".join(roots))
        command = [program, "ts", "-verify", "-digest", digest.hex(), "-token_in"]
        command += ["-in", str(token_file), "-CAfile", str(roots_file)]
        command += ["-attime", str(int(at.timestamp()))]
        try:
            done = subprocess.run(  # noqa: S603 - our own command, on files of ours
                command, capture_output=True, errors="replace", timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return f"openssl did not answer within {PATIENCE} seconds"
    if done.returncode == 0 and "Verification: OK" in done.stdout:
        return None
    return _reason(done.stderr)


def _reason(told: str) -> str:
    """What OpenSSL says in its error lines: `…:error:…:reason:file:line:detail`."""
    reasons = [line.split(":", 8) for line in told.splitlines() if ":error:" in line]
    words = [part[5] + (f" ({part[8]})" if part[8:] and part[8] else "") for part in reasons]
    return "; ".join(words) or "openssl does not accept it"
