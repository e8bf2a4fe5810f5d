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

SIZES = (1_000, 10_000, 100_000)
ENGINES = ("SQLite", "PostgreSQL")
ROUNDS = 3
QUERIES = 25
KINDS = ("title", "phrase", "rare word", "common word", "romanised", "misspelt", "empty")

#: Made words: how many, and how many of them stand in one record.
INVENTED = 30_000
OF_EACH_RECORD = 2

_ONSETS = "क ख ग घ च ज ट ड त द न प फ ब भ म य र ल व स ह प्र त्र स्व क्र"
ONSETS = _ONSETS.split()
VOWELS = ["", "ा", "ि", "ी", "ु", "े", "ो"]


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

    call_command("migrate", verbosity=0)
    call_command("make_records", size, no_search=True, verbosity=0)
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


def add_words(chance: random.Random) -> None:
    """Give each event, statement and source words of which few are frequent and most are rare."""
    from django.db import connection

    from archive.models import Event, Source, Statement
    from archive.search.roman import romanise

    words = [
        "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _part in range(4))
        for _word in range(INVENTED)
    ]
    weights = [1 / (place + 10) for place in range(INVENTED)]
    pairs = [(word, romanise(word).capitalize()) for word in words]
    for model, field in ((Event, "summary"), (Statement, "gist"), (Source, "note")):
        keys = list(model.objects.values_list("pk", flat=True))
        rows = []
        for key in keys:
            chosen = chance.choices(pairs, weights, k=OF_EACH_RECORD)
            rows.append((*(" " + " ".join(part) for part in zip(*chosen, strict=True)), key))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {model._meta.db_table} SET {field}_hi = {field}_hi || %s, "
                f"{field}_en = {field}_en || %s WHERE id = %s",
                rows,
            )


def choose(chance: random.Random) -> dict[str, list[tuple[str, str]]]:
    """For each kind of query some that a reader may type, each with the words of its yardstick."""
    from archive.models import SearchRow, SearchWord
    from archive.search.fold import forms

    titles = list(SearchRow.objects.filter(kind="event", id__gt=0).values_list("title", flat=True)[:500])
    bodies = list(SearchRow.objects.filter(kind="statement", id__gt=0).values_list("body", flat=True)[:500])
    chance.shuffle(titles)
    chance.shuffle(bodies)
    rare = list(SearchWord.objects.filter(rows__lte=3).order_by("id"))
    common = list(SearchWord.objects.order_by("-rows")[:QUERIES])
    chance.shuffle(rare)
    hindi = [known for known in rare if not known.word.isascii()]
    long = [known for known in rare if len(known.word) >= 7]
    return {
        "title": [(title, title) for title in titles[:QUERIES]],
        "phrase": [
            (f'"{part}"', part) for part in (" ".join(body.split()[2:5]) for body in bodies[:QUERIES])
        ],
        "rare word": [(known.shown, known.shown) for known in rare[:QUERIES]],
        "common word": [(known.shown, known.shown) for known in common],
        "romanised": [(forms(known.shown).casual, known.shown) for known in hindi[:QUERIES]],
        "misspelt": [(swapped(known.shown), known.shown) for known in long[:QUERIES]],
        "empty": [(f"zq{number}xw", f"zq{number}xw") for number in range(QUERIES)],
    }


def swapped(word: str) -> str:
    """A word with two letters of its middle swapped."""
    place = len(word) // 2
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def bare(queries: list[tuple[str, str]]) -> list[Callable[[], object]]:
    """The yardsticks: what the database answers to the same words, and nothing else."""
    from django.db import connection

    from archive.search.aliases import spelling
    from archive.search.engines import Phrase, Term, both
    from archive.search.engines import postgresql as on_postgresql
    from archive.search.engines import sqlite as on_sqlite

    if connection.vendor == "sqlite":
        expression = on_sqlite.expression
        sql = "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s LIMIT 10"
    else:
        expression = on_postgresql.expression
        sql = "SELECT id FROM archive_searchindex WHERE words @@ %s::tsquery LIMIT 10"

    def asker(typed: str, words: str):
        found = spelling(words)
        query = Phrase(found) if typed.startswith('"') else both(Term("word", word) for word in found)
        text = expression(query)

        def ask():
            with connection.cursor() as cursor:
                cursor.execute(sql, [text])
                return cursor.fetchall()

        return ask

    return [asker(typed, words) for typed, words in queries]


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
            counting.count(answer.query)

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
