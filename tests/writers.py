"""Eight processes that write at once: `python -m tests.writers FILE`, for test_sqlite.py.

Each adds sources of its own and, in the same transaction, reads and extends one that all share. Prints the
slug of each source whose saving was acknowledged, or what went wrong instead.
"""

import multiprocessing
import os
import sys

WRITERS, SAVES = 8, 12


def write(number: int, start, told) -> None:
    from django.db import transaction

    from archive.models import Source

    start.wait()
    for each in range(SAVES):
        slug = f"writer-{number}-{each}"
        try:
            with transaction.atomic():
                shared = Source.objects.get(slug="shared")
                shared.note_en += f"{slug} "
                shared.save()
                Source.objects.create(slug=slug, title="Paper", publisher="Gazette", kind="press")
        except Exception as error:
            told.put(f"{slug}: {error!r}")
        else:
            told.put(slug)


def main(file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "imctc_site.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{file}"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    from archive.models import Source

    Source.objects.create(slug="shared", title="Paper", publisher="Gazette", kind="press", note_en=" ")
    connection.close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Event(), fork.Queue()
    writers = [fork.Process(target=write, args=(number, start, told)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    start.set()
    for _each in range(WRITERS * SAVES):
        print(told.get(timeout=100))
    for writer in writers:
        writer.join()


if __name__ == "__main__":
    main(sys.argv[1])
