"""The reader's address behind a reverse proxy, and nobody's word for it but the proxy's."""

import pytest

from imctc_site.proxy import BehindProxy


def seen(trusted, remote, forwarded=None, proto=None):
    """Address and scheme that the application behind is told."""
    told = {}
    environ = {"REMOTE_ADDR": remote, "wsgi.url_scheme": "http"}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    if proto is not None:
        environ["HTTP_X_FORWARDED_PROTO"] = proto
    BehindProxy(lambda given, start_response: told.update(given), trusted)(environ, None)
    assert "HTTP_X_FORWARDED_FOR" not in told
    assert "HTTP_X_FORWARDED_PROTO" not in told
    return told["REMOTE_ADDR"], told["wsgi.url_scheme"]


PROXIES = ["10.0.0.0/8", "::1"]


def test_a_trusted_proxy_is_believed():
    assert seen(PROXIES, "10.0.0.1", "203.0.113.9", "https") == ("203.0.113.9", "https")
    assert seen(PROXIES, "::1", "2001:db8::9", "https") == ("2001:db8::9", "https")


def test_an_ipv4_address_is_the_same_in_the_clothes_of_ipv6():
    """So a server that listens to both writes it."""
    assert seen(PROXIES, "::ffff:10.0.0.1", "::ffff:203.0.113.9", "https") == ("203.0.113.9", "https")
    assert seen(PROXIES, "10.0.0.1", "1.2.3.4, 203.0.113.9, ::ffff:10.0.0.2")[0] == "203.0.113.9"
    assert seen(PROXIES, "::ffff:203.0.113.1", "198.51.100.7")[0] == "::ffff:203.0.113.1"


def test_nobody_else_is():
    assert seen(PROXIES, "203.0.113.1", "198.51.100.7", "https") == ("203.0.113.1", "http")
    assert seen([], "10.0.0.1", "198.51.100.7", "https") == ("10.0.0.1", "http")


def test_what_a_reader_wrote_before_the_proxy_wrote_does_not_count():
    assert seen(PROXIES, "10.0.0.1", "1.2.3.4, 203.0.113.9")[0] == "203.0.113.9"
    assert seen(PROXIES, "10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2")[0] == "203.0.113.9"


@pytest.mark.parametrize("forwarded", ["", "unknown", "1.2.3.4, nonsense", ",", "10.0.0.3"])
def test_a_header_without_an_address_leaves_the_proxy_s_own(forwarded):
    assert seen(PROXIES, "10.0.0.1", forwarded)[0] == "10.0.0.1"


@pytest.mark.parametrize("proto", ["", "ftp", "https, http", "javascript"])
def test_a_scheme_that_is_none_changes_nothing(proto):
    assert seen(PROXIES, "10.0.0.1", "203.0.113.9", proto)[1] == "http"


def test_a_proxy_at_the_unix_socket_is_believed_if_the_socket_is_named():
    assert seen(["unix"], "", "203.0.113.9", "https") == ("203.0.113.9", "https")
    assert seen(["unix", "10.0.0.0/8"], "", "1.2.3.4, 203.0.113.9, 10.0.0.2")[0] == "203.0.113.9"
    assert seen(["unix"], "", None, "https") == ("", "https")
    assert seen(["unix"], "127.0.0.1", "203.0.113.9", "https") == ("127.0.0.1", "http")


def test_a_socket_without_an_address_is_not_trusted():
    assert seen(PROXIES, "", "203.0.113.9", "https") == ("", "http")


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9:51234", "203.0.113.9"),
        ("[2001:db8::9]:51234", "2001:db8::9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("198.51.100.1, 203.0.113.9:443, 10.0.0.2:80", "203.0.113.9"),
        ("203.0.113.9:x:y", "10.0.0.1"),
        ("[203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_with_a_port_is_understood(forwarded, address):
    assert seen(PROXIES, "10.0.0.1", forwarded)[0] == address
