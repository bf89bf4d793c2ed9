"""`zhangfang verify`: what verify.py checks, and also that authorities signed the time stamps."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificates

from zhangfang.evidence.fault import EvidenceError
from zhangfang.evidence.signed_note import VerifierKey, parse_note
from zhangfang.evidence.timestamp import verify as verify_time_stamp
from zhangfang.evidence.verifier.verify import Report, read_folder, read_zip, verify
from zhangfang.running.failure import Failure
from zhangfang.running.kept_elsewhere import read_kept

SOUND, TAMPERED, CANNOT_LOOK = 0, 1, 2
"""Exit codes."""

ANCHORS, AUTHORITY = "data/anchors.json", "data/authority.pem"

Say = Callable[[str], None]


def run(
    pack: Path,
    say: Say,
    complain: Say,
    *,
    key: str | None = None,
    receipts: Path | None = None,
    authorities: Sequence[Path] = (),
    as_json: bool = False,
) -> int:
    """Verify, say the outcome, and return the exit code.

    Args:
        pack: the zip, or the folder that it was unpacked into.
        say: for the outcome.
        complain: for why nothing could be looked at.
        key: the log's verifier key as it is published.
        receipts: file with receipts that were kept.
        authorities: files with certificates of time-stamp authorities to believe. Without any,
            those that the pack brings show only that the stamps fit them.
        as_json: one line for another program.
    """
    try:
        expected = VerifierKey.from_vkey(key).as_vkey() if key is not None else None
        kept = [it.note for it in read_kept([receipts]).receipts] if receipts is not None else []
        roots = [_pem(path) for path in authorities]
        report = verified(pack, expected, kept, roots)
    except (EvidenceError, Failure, OSError) as error:
        complain(str(error))
        return CANNOT_LOOK
    if as_json:
        said = {"sound": not report.failures, **report._asdict()}
        say(json.dumps(said, ensure_ascii=False))
    else:
        for line in [*report.lines(), *_told_of_stamps(report)]:
            say(line)
    return TAMPERED if report.failures else SOUND


def verified(
    pack: Path, key: str | None, receipts: Sequence[str], roots: Sequence[bytes]
) -> Report:
    """The report of verify.py; each time stamp in it is one that an authority signed.

    Raises:
        OSError: there is no such pack.
    """
    report = verify(pack, key, receipts)
    if not report.found.get("timestamps"):
        return report
    files = read_folder(pack) if pack.is_dir() else read_zip(pack.read_bytes())
    brought = [files[AUTHORITY]] if _holds_certificates(files.get(AUTHORITY, b"")) else []
    stamps, wrong = [], []
    for stamp in report.found["timestamps"]:
        try:
            authority = _authority(files, stamp, roots or brought)
        except EvidenceError as error:
            wrong.append((error.code, error.where))
        else:
            stamps.append({**stamp, "authority": authority, "believed": bool(roots)})
    return Report([*report.failures, *wrong], {**report.found, "timestamps": stamps})


def _authority(
    files: Mapping[str, bytes], stamp: Mapping[str, Any], roots: Sequence[bytes]
) -> str | None:
    """Who signed a time stamp; None if there are no certificates to tell by."""
    if not roots:
        return None
    where = f"anchor {stamp['size']}"
    for anchor in json.loads(files[ANCHORS]):
        text = parse_note(anchor["note"]).text
        digest = sha256(text.encode()).digest()
        if anchor["timestamp"] and digest.hex() == stamp["imprint"]:
            token = base64.b64decode(anchor["timestamp"])
            return verify_time_stamp(token, digest, roots, where=where).authority
    raise AssertionError(f"the verifier found a time stamp at {where}, so there is one")


def _pem(path: Path) -> bytes:
    """The certificates in a file.

    Raises:
        Failure: there are none.
    """
    pem = path.read_bytes()
    if not _holds_certificates(pem):
        raise Failure(f"{path} holds no certificates.", "Give them as PEM.")
    return pem


def _holds_certificates(pem: bytes) -> bool:
    try:
        return bool(load_pem_x509_certificates(pem))
    except ValueError:
        return False


def _told_of_stamps(report: Report) -> list[str]:
    lines = []
    for stamp in report.found.get("timestamps", []):
        if stamp["authority"] is None:
            said = (
                "没有机构证书，时间戳的签名没有核对 / no certificates: its signature is not checked"
            )
        elif stamp["believed"]:
            said = (
                f"时间戳由你信任的机构签发 / signed by an authority you trust: {stamp['authority']}"
            )
        else:
            said = (
                f"时间戳的签名和包里带的证书相符 / signed by {stamp['authority']}, "
                "by the certificates in the pack (--authority names your own)"
            )
        lines.append(f"{stamp['time']}：{said}")
    return lines
