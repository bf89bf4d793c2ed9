"""Where a request comes from, as far as guesses are counted."""

from fastapi import Request

from zhangfang.desk.resume_api import address


def client_of(request: Request) -> str:
    """The address; of an IPv6 client its /64."""
    return address(request.client.host if request.client else "")
