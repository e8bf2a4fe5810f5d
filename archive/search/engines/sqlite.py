"""SQLite: one FTS5 table with a column for each form.

The default tokenizer takes vowel signs for separators (`हिन्दी` becomes `ह`, `न`, `द`). Ours keeps combining
marks, and `=` and `_`, which stand in marks; the words have been told apart by us before.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.search.engines.base import Likeness, in_tiers
from archive.search.engines.terms import All, Any, Except, Phrase, Term
from archive.search.entry import FORMS, bags, titled

COLUMNS = (
    "title",
    "body",
    "title_stems",
    "body_stems",
    "title_keys",
    "body_keys",
    "title_roots",
    "body_roots",
    "marks",
)
TOKENIZER = """unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc' tokenchars '=_'"""


def _quoted(token: str) -> str:
    return '"{}"'.format(token.replace('"', '""'))


def _columns(form: str, title: bool) -> tuple[str, ...]:
    if form == "mark":
        return ("marks",)
    ending = FORMS[form]
    return (f"title{ending}",) if title else (f"title{ending}", f"body{ending}")


def _filtered(columns: Iterable[str], text: str) -> str:
    names = " ".join(columns)
    return f"{{{names}}} : {text}" if " " in names else f"{names} : {text}"


def _any(parts) -> Iterator[str]:
    """The parts, and what is asked of several columns asked once: each look at a token costs."""
    columns: dict[tuple[str, bool], dict[str, None]] = {}
    for part in parts:
        if isinstance(part, Term) and not part.title:
            its_columns = columns.setdefault((part.token, part.prefix), {})
            its_columns.update(dict.fromkeys(_columns(part.form, False)))
        else:
            yield f"({expression(part)})"
    for (token, prefix), its_columns in columns.items():
        yield f"({_filtered(its_columns, _quoted(token))}{' *' if prefix else ''})"


def expression(query) -> str:
    """The query in the language of FTS5's MATCH; every token is quoted, so that none can be syntax."""
    match query:
        case Term(form, token, title, prefix):
            columns = _columns(form, False)
            if title:
                columns, token = ("marks",), titled(form, token)
            return f"{_filtered(columns, _quoted(token))}{' *' if prefix else ''}"
        case Phrase(words, False):
            return _filtered(_columns("word", False), _quoted(" ".join(words)))
        case Phrase(words, True):
            # The marks say quickly which few titles are worth reading.
            marks = [expression(Term("word", word, True)) for word in words]
            phrase = [_filtered(("title",), _quoted(" ".join(words)))] if len(words) > 1 else []
            return f"({' AND '.join(dict.fromkeys(marks + phrase))})"
        case All(parts):
            return " AND ".join(f"({expression(part)})" for part in parts)
        case Any(parts):
            return " OR ".join(_any(parts))
        case Except(wanted, unwanted):
            return f"({expression(wanted)}) NOT ({expression(unwanted)})"
    raise TypeError(query)


#: A token or a phrase as it stands in a column that has one more space around it, and the column's place.
_Sought = tuple[int, str]


def _sought(part) -> list[_Sought]:
    if isinstance(part, Phrase):
        form, title, text = "word", part.title, f" {' '.join(part.words)} "
    else:
        form, title, text = part.form, part.title, f" {part.token}{'' if part.prefix else ' '}"
    return [(COLUMNS.index(column), text) for column in _columns(form, title)]


def fits(query) -> Callable[[list[str]], bool]:
    """The query as a test of one row's columns, with one more space around each."""
    match query:
        case Term() | Phrase():
            return _one_of(_sought(query))
        case Any(parts) if all(isinstance(part, Term | Phrase) for part in parts):
            return _one_of([sought for part in parts for sought in _sought(part)])
        case Any(parts):
            tests = [fits(part) for part in parts]
            return lambda columns: any(test(columns) for test in tests)
        case All(parts):
            tests = [fits(part) for part in parts]
            return lambda columns: all(test(columns) for test in tests)
        case Except(wanted, unwanted):
            has, has_not = fits(wanted), fits(unwanted)
            return lambda columns: has(columns) and not has_not(columns)
    raise TypeError(query)


def _one_of(sought: list[_Sought]) -> Callable[[list[str]], bool]:
    def test(columns):
        for place, text in sought:  # noqa: SIM110 - any() takes twice the time
            if text in columns[place]:
                return True
        return False

    return test


def _of_row(columns: Sequence[str], likenesses: Sequence[Likeness]) -> Iterator[bool]:
    spaced = [f" {column} " for column in columns]
    return (likeness.fits is None or likeness.fits(spaced) for likeness in likenesses)


#: Read only where the hits are few: their columns hold whole texts.
_FEW = (
    "WITH hit AS MATERIALIZED (SELECT rowid AS id FROM archive_searchindex "
    "WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT %s), "
    "known AS (SELECT count(*) AS hits FROM hit) "
    "SELECT hits, words.* FROM known LEFT JOIN hit ON hits <= %s "
    "LEFT JOIN archive_searchindex_content AS words USING (id)"
)


class SQLite:
    """See `archive.search.engines.Engine`."""

    expression = staticmethod(expression)

    test = staticmethod(fits)

    def create(self, connection, suffix=""):
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE archive_searchindex{suffix} USING fts5("
                f'{", ".join(COLUMNS)}, tokenize="{TOKENIZER}", columnsize=0)'
            )
            cursor.execute(
                f"CREATE TABLE archive_searchpiece{suffix} "
                "(piece bigint NOT NULL, word_id bigint NOT NULL, PRIMARY KEY (piece, word_id)) WITHOUT ROWID"
            )

    def drop(self, connection, suffix=""):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS archive_searchindex{suffix}")
            cursor.execute(f"DROP TABLE IF EXISTS archive_searchpiece{suffix}")

    def fill(self, connection, table, columns, rows):
        places = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608

    def finish(self, connection, suffix):
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO archive_searchindex{suffix}(archive_searchindex{suffix}) VALUES ('optimize')"  # noqa: S608
            )

    def replace(self, connection, suffix):
        self.drop(connection)
        with connection.cursor() as cursor:
            for table in ("archive_searchindex", "archive_searchpiece"):
                cursor.execute(f"ALTER TABLE {table}{suffix} RENAME TO {table}")

    def add(self, connection, entries, suffix=""):
        rows = [self._values(entry) for entry in entries]
        self.fill(connection, f"archive_searchindex{suffix}", ("rowid", *COLUMNS), rows)

    def _values(self, entry):
        columns = bags(entry)
        return [entry.id, *(" ".join(self._in_order(columns[name])) for name in COLUMNS)]

    @staticmethod
    def _in_order(tokens):
        return sorted(tokens) if isinstance(tokens, set) else tokens

    def remove(self, connection, ids):
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM archive_searchindex WHERE rowid = %s", [[row] for row in ids])

    def clear(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchindex")
            cursor.execute("DELETE FROM archive_searchpiece")

    def rows(self, connection, tiers):
        parts, values = [], []
        for place, tier in enumerate(tiers):
            parts.append(
                f"SELECT {place}, rowid FROM (SELECT rowid FROM archive_searchindex "  # noqa: S608 - fixed names
                "WHERE archive_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT %s)"
            )
            values += [tier.expression.text, tier.low, tier.high, tier.limit]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            # SQLite looks for a row when it is taken: who has enough stops, and later tiers cost nothing.
            yield from cursor

    def few(self, connection, whole, likenesses):
        with connection.cursor() as cursor:
            cursor.execute(_FEW, [whole.expression.text, whole.low, whole.high, whole.limit + 1, whole.limit])
            found = sorted(cursor.fetchall())
        hits = found[0][0]
        if hits > whole.limit:
            return None
        rows = [(row, _of_row(columns, likenesses)) for _hits, row, *columns in found[:hits]]
        return in_tiers(rows, likenesses)

    def among(self, connection, expression, ids):
        places = ", ".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH %s "  # noqa: S608
                f"AND rowid IN ({places})",
                [expression, *ids],
            )
            return [row for (row,) in cursor.fetchall()]

    def count(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM archive_searchindex_content")
            return cursor.fetchone()[0]

    def size(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name LIKE '%%search%%'")
            return cursor.fetchone()[0]
