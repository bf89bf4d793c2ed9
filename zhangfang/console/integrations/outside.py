"""Which addresses the desk calls by itself: public ones by https, this machine by http.

A webhook must not become a way into the network that the desk is in: not to private addresses, nor
to a cloud's metadata service. What a name stands for is looked up once, checked, and that very
address is then called, so that it cannot become another one in between.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

Address = IPv4Address | IPv6Address
LookUp = Callable[[str, int], Awaitable[Sequence[str]]]

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses, written in IPv6 (RFC 6052)."""

_INSIDE = (ip_network("192.0.0.0/24"), ip_network("fec0::/10"))
"""That Python takes for everybody's, or did before 3.13: RFC 6890 has the one, a house of its own has
the other (RFC 3879)."""

_HERE = "localhost"
MOST_PORTS = 1 << 16


class RefusedAddressError(ValueError):
    """The desk calls no such address. The text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: an address that was checked, and the name that it is meant for."""

    url: httpx.URL
    host: str
    name: str


def read_url(url: str) -> httpx.URL:
    """The URL, if it is one that the desk may call as far as can be told from it.

    Raises:
        RefusedAddressError: it is none, or leads where the desk does not go.
    """
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise RefusedAddressError("no URL") from None
    if found.scheme not in ("https", "http") or not found.host or not url.isprintable():
        raise RefusedAddressError("no URL with https:// and a name")
    if found.port is not None and not 0 < found.port < MOST_PORTS:
        raise RefusedAddressError("no port")
    if found.userinfo or found.fragment:
        raise RefusedAddressError("a URL with a user or a #")
    if not _can_be_looked_up(found.raw_host):
        raise RefusedAddressError("no name that a machine can have")
    if found.scheme == "http" and not _is_here(found.host):
        raise RefusedAddressError("http to another machine")
    address = _address(found.host)
    if address and not (_is_public(address) or address.is_loopback):
        raise RefusedAddressError("a private address")
    return found


async def place_of(url: str, look_up: LookUp) -> Place:
    """Where a request to this URL goes.

    Args:
        url: of a webhook.
        look_up: finds the addresses of a name.

    Raises:
        RefusedAddressError: the desk does not go there.
        OSError: the name stands for nothing.
    """
    found = read_url(url)
    name = found.raw_host.decode("ascii")
    port = found.port or (443 if found.scheme == "https" else 80)
    addresses = [ip_address(it.partition("%")[0]) for it in await look_up(name, port)]
    wanted = _is_loopback if _is_here(found.host) else _is_public
    if not addresses or not all(wanted(it) for it in addresses):
        raise RefusedAddressError("the name stands for a private address")
    return Place(found.copy_with(host=str(addresses[0])), found.netloc.decode("ascii"), name)


async def look_up(name: str, port: int) -> list[str]:
    """The addresses of a name, as this machine finds them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(name.strip("[]"), port, type=socket.SOCK_STREAM)
    return [str(it[4][0]) for it in found]


def _is_here(host: str) -> bool:
    """Whether a URL itself says that it means this machine."""
    address = _address(host)
    return host == _HERE or (address is not None and address.is_loopback)


def _can_be_looked_up(name: bytes) -> bool:
    """Not a name with an empty part, or one of more than 63 signs: looking it up raises."""
    try:
        name.decode("ascii").encode("idna")
    except UnicodeError:
        return False
    return True


def _address(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_loopback(address: Address) -> bool:
    return address.is_loopback


def _is_public(address: Address) -> bool:
    """Whether anybody may have it; of an IPv4 address inside an IPv6 one, whether that may be."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[-1]
        if address in _NAT64:
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return _is_public(inside)
    if any(address in network for network in _INSIDE):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
