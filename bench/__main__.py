"""How fast the site is, in ratios within one run: `python -m bench`, or `make bench`.

Every line compares a page of ours with a yardstick on the same server, a granian worker on one core with the
load on another. Both are measured one after the other, in several rounds; a line shows the median of the
rounds' ratios and how far they lie apart. Other work on the machine moves both, and the ratio least.

The yardsticks are (a) a bare Django view that runs one query and returns as many bytes (`bench/bare.py`), and
(b) the same list and page as plain `ListView` and `DetailView` (`bench/plain_pages.py`), and the same list by
plain django-ninja over the ORM (`bench/plain_api.py`).
"""

import argparse
import contextlib
import re
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import archives, load, sites

#: Records of a list whose pages are compared with those of a list of `LARGE`.
SMALL, LARGE, LARGE_IF_QUICK = 1_000, 100_000, 10_000


@dataclass
class Asked:
    """One address of one site, with the headers it is asked with."""

    site: sites.Site
    path: str
    headers: dict[str, str] = field(default_factory=dict)

    def speed(self, seconds: int, core: int | None, by_processor: bool) -> float:
        """Answers a second, or a second of processor time that the server used."""
        self.site.ask(self.path, self.headers)
        used = self.site.processor_seconds()
        answers, took = load.answers(self.site.port, self.path, self.headers, seconds, core)
        return answers / (self.site.processor_seconds() - used if by_processor else took)

    def check(self, status: int = 200) -> load.Answer:
        """The answer, which must be the expected one; asked often enough that every thread is warm."""
        for _ in range(20):
            answer = load.ask(self.site.port, self.path, self.headers)
            if answer.status != status:
                raise load.Wrong(f"{self.path} answered {answer.status}, not {status}.")
        return answer


@dataclass
class Line:
    """One line of the table: ours against a yardstick, and the ratio to reach."""

    name: str
    ours: Asked
    yardstick: Asked
    reach: float
    speeds: list[tuple[float, float]] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        return [ours / yardstick for ours, yardstick in self.speeds]

    def row(self) -> tuple[str, ...]:
        ours, yardstick = (statistics.median(column) for column in zip(*self.speeds, strict=True))
        ratio = statistics.median(self.ratios)
        spread = f"{min(self.ratios):.2f}-{max(self.ratios):.2f}"
        met = "yes" if ratio >= self.reach else "NO"
        return (
            self.name,
            f"{ours:,.0f}",
            f"{yardstick:,.0f}",
            f"{ratio:.2f}",
            spread,
            f">= {self.reach:g}",
            met,
        )


class Bench:
    """All servers of a run, and the lines to be measured on them."""

    def __init__(self, stack: contextlib.ExitStack):
        self.stack = stack
        self.server_core, self.load_core = load.cores()
        self.lines: list[Line] = []

    def site(self, kind: dict[str, str], database: Path) -> sites.Site:
        return self.stack.enter_context(sites.Site(kind, database, self.server_core))

    def on_content(self, name: str, database: Path) -> sites.Site:
        """The lines that are measured on every content; gives back the site with its store."""
        ours, not_cached = self.site(sites.OURS, database), self.site(sites.NOT_CACHED, database)
        plain, bare = self.site(sites.PLAIN, database), self.site(sites.BARE, database)
        lists = {code: f"/{code}/statements/" for code in ("hi", "en")}
        record = richest(not_cached, lists["hi"])
        browser = {"Accept-Encoding": "gzip, deflate, br"}

        pages = {
            "home": "/hi/",
            "list": lists["hi"],
            "page": f"{lists['hi']}{record}/",
            "chronology": "/hi/chronology/",
            "stances": "/hi/stances/",
        }
        for title, path in pages.items():
            cached = Asked(ours, path, browser)
            size = len(cached.check().body)
            self.compare(f"{name}: {title}, cached", cached, as_many_bytes(bare, size), 2)
            etag = cached.check().headers["etag"]
            if title == "list":
                known = Asked(ours, path, {**browser, "If-None-Match": etag})
                known.check(304)
                self.compare(f"{name}: {title}, 304", known, as_many_bytes(bare, 0), 2)
        for code, path in lists.items():
            self.compare(
                f"{name}: list of 50, not cached, {code}",
                Asked(not_cached, path),
                Asked(plain, path.replace("/statements/", "/plain/statements/")),
                3,
            )
        for code, path in lists.items():
            self.compare(
                f"{name}: page of a record, not cached, {code}",
                Asked(not_cached, f"{path}{record}/"),
                Asked(plain, path.replace("/statements/", f"/plain/statements/{record}/")),
                1.5,
            )
        api = "/api/v1/statements?limit=50"
        kept = Asked(ours, api, browser)
        self.compare(f"{name}: API, list of 50, cached", kept, as_many_bytes(bare, len(kept.check().body)), 2)
        self.compare(
            f"{name}: API, list of 50, not cached",
            Asked(not_cached, api),
            Asked(plain, "/plain/api/statements?limit=50"),
            1.5,
        )
        self.not_cached, self.bare = not_cached, bare
        return ours

    def on_long_lists(self, large: sites.Site, small: sites.Site, number: int) -> None:
        """First, middle and last full page of a long list against those of a short one."""
        places = {"first": lambda n: 1, "middle": lambda n: n // 2, "last": lambda n: n - 1}
        for title in ("statements", "chronology"):
            path = f"/hi/{title}/?page={{}}"
            pages = [last_page(site, path.format(1)) for site in (large, small)]
            for name, which in places.items():
                asked = [
                    Asked(site, path.format(which(n))) for site, n in zip((large, small), pages, strict=True)
                ]
                line = f"{number:,}: {title}, {name} page of {pages[0]:,}, against {SMALL:,}"
                self.compare(line, *asked, 0.8)

    def compare(self, name: str, ours: Asked, yardstick: Asked, reach: float) -> None:
        if "If-None-Match" not in ours.headers:
            ours.check()
        yardstick.check()
        self.lines.append(Line(name, ours, yardstick, reach))

    def measure(self, rounds: int, seconds: int, by_processor: bool, say: Callable[[str], None]) -> None:
        for number in range(1, rounds + 1):
            for line in self.lines:
                say(f"Round {number} of {rounds}: {line.name}")
                sides = [line.ours, line.yardstick]
                if number % 2 == 0:
                    sides.reverse()
                speeds = [side.speed(seconds, self.load_core, by_processor) for side in sides]
                line.speeds.append(tuple(speeds if number % 2 else reversed(speeds)))


def as_many_bytes(bare: sites.Site, size: int) -> Asked:
    return Asked(bare, f"/bytes/{size}/")


def richest(site: sites.Site, path: str) -> str:
    """The record on the first page of a list whose own page has the most to show."""
    slugs = dict.fromkeys(re.findall(rf'href="{path}([a-z0-9-]+)/"', site.ask(path).body.decode()))
    return max(slugs, key=lambda slug: len(site.ask(f"{path}{slug}/").body))


def last_page(site: sites.Site, path: str) -> int:
    return max(map(int, re.findall(r"[?&;]page=(\d+)", site.ask(path).body.decode())), default=1)


def fill(site: sites.Site, path: str) -> None:
    """Ask for so many pages of a list, and of records in it, that the store has all it may keep."""
    for number in range(1, min(last_page(site, path), 300) + 1):
        site.ask(f"{path}?page={number}", {"Accept-Encoding": "br"})
    for number in range(1, min(last_page(site, path), 40) + 1):
        listed = site.ask(f"{path}?page={number}").body.decode()
        for record in dict.fromkeys(re.findall(rf'href="({path}[a-z0-9-]+/)"', listed)):
            site.ask(record, {"Accept-Encoding": "br"})


def table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--quick", action="store_true", help="short rounds, and 10,000 records instead of 100,000"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, help="of each measurement; 4, or 1 if quick")
    parser.add_argument(
        "--by-processor",
        action="store_true",
        help="count answers for each second of processor time the server used: for a machine with other work",
    )
    options = parser.parse_args()
    seconds = options.seconds or (1 if options.quick else 4)
    number = LARGE_IF_QUICK if options.quick else LARGE

    def say(text: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

    archives.collect_static()
    databases = archives.real(), archives.made(SMALL), archives.made(number)
    with contextlib.ExitStack() as stack:
        bench = Bench(stack)
        bench.on_content("real", databases[0])
        site = bench.on_content(f"{number:,}", databases[2])
        bench.on_long_lists(bench.not_cached, bench.site(sites.NOT_CACHED, databases[1]), number)
        bench.measure(options.rounds, seconds, options.by_processor, say)
        say("Filling the store")
        fill(site, "/hi/statements/")
        ours, bare = site.megabytes(), bench.bare.megabytes()
    say("")
    ratio = ours / bare
    met = "yes" if ratio <= 1.5 else "NO"
    memory = ("memory, store full, MB", f"{ours:.0f}", f"{bare:.0f}", f"{ratio:.2f}", "", "<= 1.5", met)
    unit = "requests a second of processor" if options.by_processor else "requests a second"
    head = (unit, "ours", "yardstick", "ratio", "spread", "reach", "met")
    print(table([head, *(line.row() for line in bench.lines), memory]))
    print(
        f"\n{options.rounds} rounds of {seconds:g} s with {load.tool()}, {load.CONNECTIONS} connections; "
        f"one worker on core {bench.server_core}, the load on core {bench.load_core}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
