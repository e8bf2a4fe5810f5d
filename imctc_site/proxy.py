"""Who is asking, when a reverse proxy stands in front.

`X-Forwarded-For` and `X-Forwarded-Proto` are what anybody can write into a request. They are believed only
when the connection itself comes from a proxy named in TRUSTED_PROXIES; otherwise they are taken out, so that
nothing further in (redirects to https, throttling of sign-in) can be led astray by them.
"""

import ipaddress

from imctc_site.networks import known


class BehindProxy:
    """WSGI application that tells `application` the reader's address and scheme."""

    def __init__(self, application, trusted: list[str]):
        self.application = application
        self.networks = [ipaddress.ip_network(each) for each in trusted if each != "unix"]
        self.trusts_socket = "unix" in trusted

    def __call__(self, environ, start_response):
        forwarded_for = environ.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = environ.pop("HTTP_X_FORWARDED_PROTO", "").strip().lower()
        remote = environ["site.peer"] = environ.get("REMOTE_ADDR", "")
        # Who connects to a Unix socket has no address.
        if self.trusts(remote) if remote else self.trusts_socket:
            environ["REMOTE_ADDR"] = self.reader(forwarded_for) or remote
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        return self.application(environ, start_response)

    def trusts(self, address: str) -> bool:
        whose = known(address)
        return whose is not None and any(whose in network for network in self.networks)

    def reader(self, forwarded_for: str) -> str:
        """The last address that is no trusted proxy's own: what stands before it, anyone may have written.

        Empty if the header holds no address there.
        """
        for address in reversed([without_port(part.strip()) for part in forwarded_for.split(",")]):
            if not self.trusts(address):
                return str(known(address) or "")
        return ""


def without_port(address: str) -> str:
    """`203.0.113.9:51234` and `[2001:db8::9]:51234`, as some proxies write, without the port."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
