"""What the options about the company's own sign-in must be: all three or none, and nobody listening."""

from pathlib import Path

from zhangfang.console.staff.oidc import is_private
from zhangfang.desk.identity import read_secret
from zhangfang.running.failure import Failure


def require_whole(issuer: str | None, client: str | None, secret: Path | None) -> None:
    """Refuse half a set of options, an address that can be listened to, and a secret that is none.

    Raises:
        Failure: it is such a one.
    """
    if issuer is None and client is None and secret is None:
        return
    if issuer is None or client is None or secret is None:
        raise Failure(
            "The company's own sign-in is set up by half.",
            "Give --oidc-issuer, --oidc-client and --oidc-secret-file, all three.",
        )
    if not is_private(issuer):
        raise Failure(
            f"--oidc-issuer is {issuer!r}, which others could listen to.",
            "Give its https:// address, as its discovery document says it.",
        )
    try:
        read_secret(secret)
    except (OSError, ValueError) as error:
        raise Failure(f"--oidc-secret-file: {error}.", "Put the client's secret into it.") from None
