"""What versions cost as the archive grows: `python -m bench.versions`, in ratios within one run.

Saving, the history of a record, the corrections and the page of a version are measured in an archive of 1,000
records and in one of 100,000, each with three versions of every record. Counted is processor time, the
database's included, so that other work on the machine moves it little; pages are made anew each time. Both
archives are measured in turn, in several rounds; a line shows the medians, and the median of the ratios.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import archives

SMALL, LARGE = 1_000, 100_000
REACH = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.versions", description=__doc__.split("\n\n")[0])
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=20, help="how often each is done in a round")
    options = parser.parse_args()
    archives.collect_static()
    databases = [archives.versioned(number) for number in (SMALL, options.large)]
    rounds = []
    for number in range(options.rounds):
        asked = [measured(each, options.times, number) for each in databases]
        rounds.append(asked)
    print(f"{'milliseconds of processor':38}{SMALL:>10,}{options.large:>10,}{'ratio':>8}  met")
    for name in rounds[0][0]["took"]:
        small, large = ([each[side]["took"][name] for each in rounds] for side in (0, 1))
        ratio = statistics.median(b / a for a, b in zip(small, large, strict=True))
        met = "yes" if ratio <= REACH else "NO"
        columns = f"{statistics.median(small):>10.1f}{statistics.median(large):>10.1f}{ratio:>8.2f}"
        print(f"{name:38}{columns}  {met}")
    last = rounds[-1][1]
    print(
        f"\nVersions: {last['bytes']:.0f} bytes each, {last['per_record']:.0f} for a record; "
        f"with their rows and indexes {last['stored']:.0f} for a record."
    )
    return 0


def measured(database: Path, times: int, seed: int) -> dict:
    """What one process finds on a copy of a database, for it saves."""
    copy = database.with_suffix(".copy")
    shutil.copyfile(database, copy)
    # Whoever measures has no telephone.
    own = {
        "PAGE_STORE_MB": "0",
        "IMCTC_SECOND_FACTOR": "nobody",
        "BENCH_TIMES": str(times),
        "BENCH_SEED": str(seed),
    }
    command = [sys.executable, "-m", "bench.versions", "--here"]
    try:
        environ = {**archives.environment(copy), **own}
        done = subprocess.run(command, cwd=archives.BASE, env=environ, check=True, stdout=subprocess.PIPE)
    finally:
        for each in copy.parent.glob(f"{copy.name}*"):
            each.unlink()
    return json.loads(done.stdout.splitlines()[-1])


# In a process of its own, on one database -------------------------------------------------------------------


def here() -> None:
    """Measure on the database of this process, and print what was found."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    django.setup()
    from django.db import connection

    times = int(os.environ["BENCH_TIMES"])
    chosen = random.Random(int(os.environ["BENCH_SEED"]))
    took = {name: took_of(step, times) for name, step in steps(chosen)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(length(data)) FROM archive_version")
        number, length = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM archive_version WHERE number = 1")
        records = cursor.fetchone()[0]
        cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%version%'")
        stored = cursor.fetchone()[0]
    sizes = {"bytes": length / number, "per_record": length / records, "stored": stored / records}
    print(json.dumps({"took": took, **sizes}))


def took_of(step, times: int) -> float:
    """Milliseconds of processor time, the median of several; the first are to warm up."""
    taken = []
    for number in range(times + 3):
        began = time.process_time()
        step()
        if number >= 3:
            taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


def steps(chosen: random.Random):
    from django.contrib.auth.models import User
    from django.test import Client

    from archive.editing.saving import commit
    from archive.models import Statement
    from archive.public.addresses import address, versions_address
    from archive.visible import published

    keys = list(Statement.objects.filter(published()).values_list("pk", "slug"))
    editor = User.objects.create_superuser("bench", password=None)
    rooms, reader = (Client(HTTP_HOST="127.0.0.1:8000") for _each in range(2))
    rooms.force_login(editor)
    count = iter(range(10**6))

    def ask(client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        b"".join(answer) if answer.streaming else answer.content

    def slug() -> str:
        return chosen.choice(keys)[1]

    def save():
        record = Statement(pk=chosen.choice(keys)[0])
        commit(record, {"gist_en": f"Said otherwise, {next(count)}."}, why="Measured.")

    def after_a_save(path):
        def step():
            save()
            ask(reader, path)

        return step

    corrections = address("corrections", lang="en")
    yield "saving", save
    yield (
        "history of a record",
        lambda: ask(rooms, f"/en/admin/archive/statement/{chosen.choice(keys)[0]}/history/"),
    )
    yield "line of changes", lambda: ask(rooms, "/en/admin/changes/")
    yield "corrections", lambda: ask(reader, corrections)
    yield "corrections, just after a save", after_a_save(corrections)
    yield "versions of a record", lambda: ask(reader, versions_address(Statement, slug(), lang="en"))
    yield "page of a version", lambda: ask(reader, versions_address(Statement, slug(), 2, "en"))


if __name__ == "__main__":
    if sys.argv[1:] == ["--here"]:
        here()
    else:
        sys.exit(main())
