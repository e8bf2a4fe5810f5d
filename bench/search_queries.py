"""What readers may type into a made archive, and the bare queries that theirs are measured against."""

import random
from collections.abc import Callable

#: Queries of each kind.
QUERIES = 25

#: Made words: how many, and how many of them stand in one record.
INVENTED = 30_000
OF_EACH_RECORD = 2

_ONSETS = "क ख ग घ च ज ट ड त द न प फ ब भ म य र ल व स ह प्र त्र स्व क्र"
ONSETS = _ONSETS.split()
VOWELS = ["", "ा", "ि", "ी", "ु", "े", "ो"]


def add_words(chance: random.Random) -> None:
    """Give each event, statement and source words of which few are frequent and most are rare."""
    from django.db import connection

    from archive.models import Event, Source, Statement
    from archive.spelling.roman import romanise

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
    from archive.spelling.fold import forms

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
