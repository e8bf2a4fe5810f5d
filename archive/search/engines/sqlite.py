"""SQLite: one FTS5 table with a column for each form.

The default tokenizer takes vowel signs for separators (`हिन्दी` becomes `ह`, `न`, `द`). Ours keeps combining
marks, and
`=` and `_`, which stand in marks; the words have been told apart by us before.
"""

from archive.search.engines.terms import All, Any, Except, Phrase, Term
from archive.search.entry import bags

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

_PLACES = {"word": "", "stem": "_stems", "key": "_keys", "root": "_roots"}


def _quoted(token: str) -> str:
    return '"{}"'.format(token.replace('"', '""'))


def _filter(form: str, title: bool) -> str:
    if form == "mark":
        return "marks"
    ending = _PLACES[form]
    return f"title{ending}" if title else f"{{title{ending} body{ending}}}"


def expression(query) -> str:
    """The query in the language of FTS5's MATCH; every token is quoted, so that none can be syntax."""
    match query:
        case Term(form, token, title, prefix):
            return f"{_filter(form, title)} : {_quoted(token)}{' *' if prefix else ''}"
        case Phrase(words, title):
            return f"{_filter('word', title)} : {_quoted(' '.join(words))}"
        case All(parts):
            return " AND ".join(f"({expression(part)})" for part in parts)
        case Any(parts):
            return " OR ".join(f"({expression(part)})" for part in parts)
        case Except(wanted, unwanted):
            return f"({expression(wanted)}) NOT ({expression(unwanted)})"
    raise TypeError(query)


class SQLite:
    """See `archive.search.engines.Engine`."""

    expression = staticmethod(expression)

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
            values += [tier.expression, tier.low, tier.high, tier.limit]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            return cursor.fetchall()

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
