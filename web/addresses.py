"""Who sends a request, as far as its network address says: a keyed hash that counts guesses and tells no address."""

import hmac
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Annotated

from fastapi import Depends, Request

import settings

PURPOSE = "network-address:"
"""Keeps these hashes apart from whatever else the secret signs."""
IPV6_PREFIX = 64
"""One customer gets at least this network and may take any address of it."""


def _network(host: str) -> str | None:
    """Return what stands for one sender, or None for what is no address, such as a socket in the file system."""
    try:
        address: IPv4Address | IPv6Address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or IPv6Network((address, IPV6_PREFIX), strict=False))
    return str(address)


def address_key(request: Request) -> str | None:
    """Return the hash of the sender's address, 64 hexadecimal digits; None where none is known.

    Behind a proxy the server has to be told which one to believe, or all visitors share the proxy's address.
    """
    network = _network(request.client.host) if request.client else None
    if network is None:
        return None
    secret = settings.get().session_secret.get_secret_value()
    return hmac.new(secret.encode(), f"{PURPOSE}{network}".encode(), sha256).hexdigest()


AddressKey = Annotated[str | None, Depends(address_key)]
