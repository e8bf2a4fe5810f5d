"""Settings read from the environment, each refused with one sentence if it cannot be right.

Every function takes the name of a variable and returns its value, or raises `WrongSetting` with a sentence
that names the variable, says what is wrong with it and gives a value that would be right.
"""

import ipaddress
import os
import re
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

#: The same with bounds for readers' sake.
BOUNDED = {SQLITE: "imctc_site.databases.sqlite3", POSTGRESQL: "imctc_site.databases.postgresql"}


class WrongSetting(ImproperlyConfigured):
    """A value in the environment that the site cannot start with; the message is for the operator."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The comma-separated words of a variable."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise WrongSetting(
            f'{name} is "{value}"; it must be one of {", ".join(choices)}, for example {name}={default}.'
        )
    return value


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in ("0", "1", "true", "false", "yes", "no", "on", "off"):
        raise WrongSetting(f'{name} is "{value}"; it must be 1 or 0, for example {name}=0.')
    return value in ("1", "true", "yes", "on")


def number(name: str, default: int, least: int = 0, most: int = 2**31 - 1) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,10}", value) or not least <= int(value) <= most:
        raise WrongSetting(
            f'{name} is "{value}"; it must be a whole number from {least} to {most}, '
            f"for example {name}={default}."
        )
    return int(value)


def secret_key() -> str:
    """SECRET_KEY itself, or the content of the file that SECRET_KEY_FILE names."""
    how_to = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    name, value, path = "SECRET_KEY", text("SECRET_KEY"), text("SECRET_KEY_FILE")
    if not value and path:
        name = "SECRET_KEY_FILE"
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(
                f"SECRET_KEY_FILE names {path}, which cannot be read; make it with {how_to} > {path}."
            ) from error
    if not value:
        raise WrongSetting(f"SECRET_KEY is not set; give it what {how_to} prints.")
    if len(value) < 50 or len(set(value)) < 5:
        raise WrongSetting(f"{name} is too easy to guess; give it what {how_to} prints.")
    return value


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def site_url() -> str:
    """Where readers find the site: scheme, host and port without a path; plain HTTP only on the loopback."""
    value = text("SITE_URL")
    example = "for example SITE_URL=https://archive.example.org"
    if not value:
        raise WrongSetting(f"SITE_URL is not set; it must be the address readers use, {example}.")
    parts = urlsplit(value)
    try:
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    rest = parts.path.rstrip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not host or rest or re.search(r"\s", value):
        raise WrongSetting(
            f'SITE_URL is "{value}"; it must be https:// and a host, nothing after it, {example}.'
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise WrongSetting(
            f'SITE_URL is "{value}", but plain http:// would send passwords in the clear; use https:// '
            f"({example}) or, on your own machine, a loopback address such as http://127.0.0.1:8000."
        )
    return f"{parts.scheme}://{parts.netloc}"


def allowed_hosts(site: str) -> list[str]:
    """Host names the site answers to; the one of SITE_URL unless said otherwise.

    A site on plain HTTP answers to loopback names only, so that its relaxed cookies can never leave the
    machine.
    """
    host = urlsplit(site).hostname or ""
    if site.startswith("https://"):
        hosts = words("ALLOWED_HOSTS", (f"[{host}]" if ":" in host else host,))
    else:
        hosts = words("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
    example = f"for example ALLOWED_HOSTS={host}"
    for each in hosts:
        if each == "*":
            raise WrongSetting(
                f'ALLOWED_HOSTS is "*", which lets anyone choose the host name; name them, {example}.'
            )
        if not re.fullmatch(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:.]+\]", each):
            raise WrongSetting(
                f'ALLOWED_HOSTS has "{each}", which is no host name; give names without scheme and port, '
                f"{example}."
            )
        if site.startswith("http://") and not is_loopback(each):
            raise WrongSetting(
                f'ALLOWED_HOSTS has "{each}" while SITE_URL is plain http://; with http:// only loopback '
                f"names are allowed, {example}, or set SITE_URL to https://."
            )
    return hosts


def bind(site: str) -> str:
    """The address the server listens on; plain HTTP never listens beyond the loopback."""
    value = text("BIND", "127.0.0.1")
    try:
        address = ipaddress.ip_address(value)
    except ValueError as error:
        raise WrongSetting(
            f'BIND is "{value}"; it must be an address of this machine, for example BIND=0.0.0.0.'
        ) from error
    if site.startswith("http://") and not address.is_loopback:
        raise WrongSetting(
            f'BIND is "{value}" while SITE_URL is plain http://; use BIND=127.0.0.1, or set SITE_URL to https://.'
        )
    return value


def debug(site: str) -> bool:
    """DEBUG, which only the loopback may switch on: its error pages show the settings to anyone."""
    wanted = flag("DEBUG")
    if wanted and site.startswith("https://"):
        raise WrongSetting(
            "DEBUG is 1, which shows errors with their settings to readers; with https:// use DEBUG=0."
        )
    return wanted


def second_factor(site: str) -> str:
    """Who must give a second factor: publishers and administrators; staff; nobody, on the loopback alone."""
    value = one_of("IMCTC_SECOND_FACTOR", ("publishers", "staff", "nobody"), "publishers")
    if value == "nobody" and site.startswith("https://"):
        raise WrongSetting(
            "IMCTC_SECOND_FACTOR is nobody, so that a stolen password is enough to publish; with https:// "
            "use IMCTC_SECOND_FACTOR=publishers or IMCTC_SECOND_FACTOR=staff."
        )
    return value


def corrections_address() -> str:
    """Where readers report errors: an e-mail address or an https address; '' for none."""
    return contact("CORRECTIONS_ADDRESS", "corrections@example.org")


def contact(name: str, example: str) -> str:
    """An e-mail address or an https address; '' for none."""
    value = text(name)
    if value and not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+|https://[^\s<>\"]+", value):
        raise WrongSetting(
            f'{name} is "{value}"; it must be an e-mail or https address, for example {name}={example}.'
        )
    return value


def folder(name: str, base: Path, default: str) -> Path:
    """A folder, relative ones starting at `base`, wherever the command was typed."""
    return base / text(name, default)


def trusted_proxies() -> list[str]:
    """Whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses, networks, `unix` for SOCKET."""
    proxies = words("TRUSTED_PROXIES")
    for each in proxies:
        if each == "unix":
            continue
        try:
            ipaddress.ip_network(each)
        except ValueError as error:
            raise WrongSetting(
                f'TRUSTED_PROXIES has "{each}", which is no address or network; '
                "for example TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8."
            ) from error
    return proxies


def database(base: Path) -> dict:
    """The `DATABASES` entry for DATABASE_URL: SQLite or PostgreSQL, with connections that are kept.

    A relative SQLite path starts at `base`, wherever the command was typed.
    """
    url = text("DATABASE_URL", "sqlite:///var/archive.sqlite3")
    examples = (
        "for example DATABASE_URL=sqlite:///var/archive.sqlite3 or postgres://name:password@host/database"
    )
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except Exception as error:  # whatever the parser trips over, the operator needs the one sentence
        raise WrongSetting(f"DATABASE_URL cannot be understood; {examples}.") from error
    if config.get("ENGINE") not in (SQLITE, POSTGRESQL) or not config.get("NAME"):
        raise WrongSetting(f"DATABASE_URL names no SQLite file and no PostgreSQL database; {examples}.")
    config["CONN_MAX_AGE"] = number("DATABASE_MAX_AGE", 600)
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == SQLITE:
        if config["NAME"] != ":memory:":
            config["NAME"] = base / config["NAME"]
            if not config["NAME"].parent.is_dir():
                raise WrongSetting(
                    f"DATABASE_URL names a file in a folder that is not there; make it, {examples}."
                )
        # A transaction takes the write lock when it begins, so that waiting for it is possible at all: one
        # that first reads and then writes is refused at once ("database is locked"), whatever the time-out.
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", number("DATABASE_TIMEOUT", 20, least=1, most=600))
        options.setdefault("init_command", "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON")
    else:
        config["CONN_HEALTH_CHECKS"] = True
        options.setdefault("connect_timeout", number("DATABASE_TIMEOUT", 20, least=1, most=600))
    config["ENGINE"] = BOUNDED[config["ENGINE"]]
    return config


def languages(default: tuple[str, ...]) -> list[str]:
    """Language codes of the site, the default language first."""
    codes = words("IMCTC_LANGUAGES", default)
    example = f"for example IMCTC_LANGUAGES={','.join(default)}"
    for code in codes:
        if "name_local" not in LANG_INFO.get(code, {}):
            raise WrongSetting(f'IMCTC_LANGUAGES has "{code}", which Django does not know; {example}.')
    if len(set(codes)) != len(codes):
        raise WrongSetting(f"IMCTC_LANGUAGES names a language twice; {example}.")
    return codes


def time_zone(name: str, default: str) -> str:
    """A name of the IANA time zone database."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise WrongSetting(
            f'{name} is "{value}", which is no time zone; for example {name}=Asia/Kolkata.'
        ) from error
    return value
