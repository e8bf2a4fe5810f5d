"""Whose an address is: one IPv4 address, or the /64 that an IPv6 connection has to itself."""

import ipaddress


def known(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address; an IPv4 one in the clothes of IPv6 as what it is. None for what is none (a socket)."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def first_bits(address: str, bits: dict[int, int]) -> str:
    """The network of so many bits (by IP version) that the address lies in; '' for no address."""
    found = known(address)
    if found is None:
        return ""
    return str(ipaddress.ip_network((found, bits[found.version]), strict=False))


def network(address: str) -> str:
    """Whoever has an IPv6 address has 18 trillion of them: they count as one."""
    found = known(address)
    if found is None:
        return address
    return str(found) if found.version == 4 else first_bits(address, {6: 64}).partition("/")[0]
