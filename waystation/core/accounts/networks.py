"""Where a request comes from, as far as throttling needs it: a network, blinded; the address itself is kept nowhere."""

import hmac
import os
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from waystation.core.accounts.place import server_key

BEHIND_PROXY = "WAYSTATION_BEHIND_PROXY"
PREFIX = {4: 24, 6: 64}


def blind(kind: str, text: str) -> str:
    """Return a mark of the text that says nothing to whoever lacks the key file."""
    return hmac.digest(server_key("throttling").secret(), f"{kind}|{text}".encode(), "sha256").hex()


def network_of(request: HttpRequest) -> str:
    """Return the blinded network: the first 24 bits of an IPv4 address, the first 64 of an IPv6 address."""
    return blind("network", _network(_address(request)))


def _address(request: HttpRequest) -> str:
    """Return who asks; behind a proxy of ours the last address it noted, for the ones before it anybody may write."""
    if os.environ.get(BEHIND_PROXY) == "yes":
        noted = str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()
        if noted:
            return noted
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return "elsewhere"
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(ip_network(f"{known}/{PREFIX[known.version]}", strict=False))
