"""How fast the search is, against a bare query to the same table in the same run.

`python -m bench.search [SIZE …]`. For each engine and each size a throw-away database is filled with made
records, among them words of which most are rare, as in any text. Yardstick is `MATCH … LIMIT 10` (SQLite) or
`words @@ … LIMIT 10` (PostgreSQL), which neither ranks nor filters nor folds. Of ours two things are
measured: *first page* is the ranked rows, *whole page* also their texts with the words marked, and the
counts of all filters. The content revision is not read again: a page has read it for its validator.

On SQLite, which works inside the process, times are those of the processor; on PostgreSQL those of the clock.
"""

import argparse
import contextlib
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

from bench.search_queries import add_words, bare, choose

SIZES = (1_000, 10_000, 100_000)
ENGINES = ("SQLite", "PostgreSQL")
ROUNDS = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of records")
    options.add_argument("--engine", choices=ENGINES, action="append", help="only this engine")
    options.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    quality()
    for name in asked.engine or ENGINES:
        results = {}
        for size in asked.sizes:
            with sqlite() if name == "SQLite" else postgresql() as address:
                if address is None:
                    print(f"\n{name}: no server was found, nothing was measured.")
                    break
                results[size] = in_a_process_of_its_own(address, size)
        if results:
            report(name, results)


# --- databases


@contextlib.contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="archive-bench-") as folder:
        yield f"sqlite:///{folder}/archive.sqlite3"


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    from tests import postgres

    if postgres.binaries() is None:
        yield None
        return
    with postgres.server() as address:
        yield address


def environment(address: str) -> dict[str, str]:
    site = {"SITE_URL": "http://127.0.0.1:8000", "SECRET_KEY": secrets.token_urlsafe(50), "DEBUG": "0"}
    return {**os.environ, **site, "DATABASE_URL": address}


def in_a_process_of_its_own(address: str, size: int) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "--measure", str(size)],
        env=environment(address),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


# --- measuring


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    import django

    django.setup()


def measure(size: int) -> dict:
    """All measurements of one database. Times are in milliseconds."""
    set_up()
    from django.core.management import call_command
    from django.db import connection

    from archive import revision
    from archive.models import SearchRow
    from archive.search import rebuilding
    from archive.search.engines import engine
    from bench import make_records

    call_command("migrate", verbosity=0)
    call_command(make_records.Command(), size, no_search=True, verbosity=0)
    chance = random.Random(7)
    add_words(chance)
    before = time.perf_counter()
    rows = rebuilding.rebuild()
    seconds = time.perf_counter() - before
    records = SearchRow.objects.values("kind", "object_id").distinct().count()
    with revision.one():
        timed = {kind: against(queries, bare(queries)) for kind, queries in choose(chance).items() if queries}
    return {
        "records": records,
        "rows": rows,
        "records a second": records / seconds,
        "bytes a record": engine().size(connection) / records,
        "queries": timed,
    }


def against(queries: list[tuple[str, str]], yardsticks: list[Callable[[], object]]) -> dict:
    """Times of a yardstick and of ours, asked in turn."""
    from django.db import connection

    from archive.search import counting, finding, showing

    def first_page(typed):
        return lambda: finding.find(typed, "hi")

    def whole_page(typed):
        def ask():
            answer = finding.find(typed, "hi")
            showing.hits(answer.query, answer.rows, "hi")
            counting.count(answer.query, lookup=answer.lookup)

        return ask

    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter

    def sql_queries(typed):
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            whole_page(typed)()
        return len(asked)

    timed: dict[str, list[float]] = {"bare": [], "first page": [], "whole page": []}
    for _round in range(ROUNDS + 1):  # the first one warms up
        timed = timed if _round > 1 else {name: [] for name in timed}
        for (typed, _words), yardstick in zip(queries, yardsticks, strict=True):
            for name, ask in (
                ("bare", yardstick),
                ("first page", first_page(typed)),
                ("whole page", whole_page(typed)),
            ):
                began = clock()
                ask()
                timed[name].append((clock() - began) * 1000)
    found = sum(bool(finding.find(typed, "hi").rows) for typed, _words in queries)
    return {
        "found": found / len(queries),
        "sql": max(sql_queries(typed) for typed, _words in queries),
        **{name: [statistics.median(times), percentile(times)] for name, times in timed.items()},
    }


def percentile(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


# --- telling


def quality() -> None:
    """The table of the quality set, on the archive's own records."""
    with sqlite() as address:
        subprocess.run(
            [sys.executable, "-c", "from bench import search; search.print_quality()"],
            env=environment(address),
            check=True,
        )


def print_quality() -> None:
    set_up()
    from django.core.management import call_command

    from archive import languages
    from tests.search_quality import scores

    call_command("migrate", verbosity=0)
    call_command("load_archive", verbosity=0)
    for code in languages.codes():
        print(f"\nQuality of the search for a reader of {code}, on the archive's own records")
        print(f"  {'kind of query':24} cases  wrong  recall  precision  kept out  mean reciprocal rank")
        for name, score in scores(code):
            print(
                f"  {name:24} {score.cases:5}  {score.wrong:5}  {share(score.recall, 6)}  "
                f"{share(score.precision, 9)}  {share(score.kept_out, 8)}  {share(score.reciprocal_rank, 20)}"
            )


def share(value: float | None, width: int) -> str:
    return f"{'–' if value is None else f'{value:.3f}':>{width}}"


def report(name: str, results: dict[int, dict]) -> None:
    for result in results.values():
        print(
            f"\n{name}, {result['records']:,} records ({result['rows']:,} rows): "
            f"{result['records a second']:,.0f} records indexed a second, "
            f"{result['bytes a record']:,.0f} bytes a record"
        )
        print(f"  {'median and 95 % in ms':24} SQL{'bare':>13}{'first page':>22}{'whole page':>24}")
        for kind, timed in result["queries"].items():
            cells = "  ".join(
                f"{timed[part][0]:6.2f} {timed[part][1]:6.2f} {timed[part][0] / timed['bare'][0]:6.1f} ×"
                for part in ("first page", "whole page")
            )
            bare_times = f"{timed['bare'][0]:6.3f} {timed['bare'][1]:6.3f}"
            print(f"  {kind:12} {timed['found']:5.0%} found {timed['sql']:3}  {bare_times}  {cells}")
    if len(results) > 1:
        small, large = results[min(results)], results[max(results)]
        ratio = (
            large["queries"]["rare word"]["first page"][0] / small["queries"]["rare word"]["first page"][0]
        )
        print(f"  a rare word's first page, {max(results):,} against {min(results):,} records: {ratio:.1f} ×")


if __name__ == "__main__":
    main()
