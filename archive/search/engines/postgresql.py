"""PostgreSQL: one `tsvector` a row, as the configuration `simple` would make it from folded text.

The vector is written as a literal. The words have been told apart by us before, and the server's own
parser, whose idea of a letter depends on the locale of the cluster, never sees the text: a cluster in the C
locale answers like any other. Words of titles and names have weight A. One letter before each token says
what it is.
"""

from archive.search.engines.base import in_tiers
from archive.search.engines.terms import All, Any, Except, Phrase, Term
from archive.search.entry import FORMS, KINDS, bags, numbers_of, titled

_SIGNS = {"word": "w", "stem": "s", "key": "k", "root": "r", "mark": "m"}

#: A tsvector keeps no position beyond this; later words are found, but not as phrases.
_LAST_POSITION = 16383
#: So that no phrase reaches from the title into the body.
_GAP = 10


#: So many hits are sorted by their number; with more of them a walk along the numbers soon meets enough.
_SORTED = 2000


def _quoted(form: str, token: str) -> str:
    return "'{}{}'".format(_SIGNS[form], token.replace("\\", "\\\\").replace("'", "''"))


def expression(query) -> str:
    """The query as a literal `tsquery`; every token is quoted, so that none can be syntax."""
    match query:
        case Term(form, token, title, prefix):
            quoted = _quoted("mark", titled(form, token)) if title else _quoted(form, token)
            return quoted + (":*" if prefix else "")
        case Phrase(words, False):
            return " <-> ".join(_quoted("word", word) for word in words)
        case Phrase(words, True):
            # The marks say without a look at positions which few titles are worth reading.
            marks = [expression(Term("word", word, True)) for word in words]
            phrase = " <-> ".join(_quoted("word", word) + ":A" for word in words)
            return " & ".join(dict.fromkeys([*marks, f"({phrase})"] if len(words) > 1 else marks))
        case All(parts):
            return " & ".join(f"({expression(part)})" for part in parts)
        case Any(parts):
            return " | ".join(f"({expression(part)})" for part in parts)
        case Except(wanted, unwanted):
            return f"({expression(wanted)}) & !({expression(unwanted)})"
    raise TypeError(query)


def vector(entry) -> str:
    """The row's words as a literal `tsvector`."""
    columns = bags(entry)
    positions: dict[str, list[str]] = {}
    start = 1
    for place, weight in (("title", "A"), ("body", "")):
        for form, ending in FORMS.items():
            tokens = columns[place + ending]
            if form == "word":
                for offset, token in enumerate(tokens):
                    where = min(start + offset, _LAST_POSITION)
                    positions.setdefault(_quoted(form, token), []).append(f"{where}{weight}")
            else:
                for token in tokens:
                    positions.setdefault(_quoted(form, token), []).append(
                        f"{min(start, _LAST_POSITION)}{weight}"
                    )
        start += len(columns[place]) + _GAP
    tokens = [f"{token}:{','.join(where)}" for token, where in positions.items()]
    return " ".join(tokens + [_quoted("mark", mark) for mark in (*columns["marks"], _kind_mark(entry.kind))])


def _kind_mark(kind: str) -> str:
    return f"k={kind}"


_KINDS_BY_NUMBERS = {numbers_of(kind): kind for kind in KINDS}


def _of_kind(tier) -> str:
    """The query, for a tier of one kind with the mark of the kind, so that the index finds no others."""
    if kind := _KINDS_BY_NUMBERS.get((tier.low, tier.high)):
        return f"({tier.expression.text}) & {_quoted('mark', _kind_mark(kind))}"
    return tier.expression.text


class PostgreSQL:
    """See `archive.search.engines.Engine`."""

    expression = staticmethod(expression)

    def test(self, query):
        return None

    def create(self, connection, suffix=""):
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE archive_searchindex{suffix} "
                "(id bigint NOT NULL PRIMARY KEY, words tsvector NOT NULL)"
            )
            cursor.execute(
                f"CREATE TABLE archive_searchpiece{suffix} "
                "(piece bigint NOT NULL, word_id bigint NOT NULL, PRIMARY KEY (piece, word_id))"
            )
        if not suffix:
            self.finish(connection, suffix)

    def fill(self, connection, table, columns, rows):
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def finish(self, connection, suffix):
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE INDEX archive_searchindex_words{suffix} ON archive_searchindex{suffix} "
                "USING gin (words) WITH (fastupdate = off)"
            )
            cursor.execute(f"ANALYZE archive_searchindex{suffix}")

    def drop(self, connection, suffix=""):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS archive_searchindex{suffix}, archive_searchpiece{suffix}")

    def replace(self, connection, suffix):
        self.drop(connection)
        with connection.cursor() as cursor:
            for table in ("archive_searchindex", "archive_searchpiece"):
                cursor.execute(f"ALTER TABLE {table}{suffix} RENAME TO {table}")
            cursor.execute(
                f"ALTER INDEX archive_searchindex_words{suffix} RENAME TO archive_searchindex_words"
            )

    def add(self, connection, entries, suffix=""):
        rows = [(entry.id, vector(entry)) for entry in entries]
        self.fill(connection, f"archive_searchindex{suffix}", ("id", "words"), rows)

    def remove(self, connection, ids):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchindex WHERE id = ANY(%s)", [list(ids)])

    def clear(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE archive_searchindex, archive_searchpiece")

    def rows(self, connection, tiers):
        hits, parts, asked, sought = [], [], [], []
        for place, tier in enumerate(tiers):
            expression = _of_kind(tier)
            # `id + 0` keeps the planner from walking the primary key: what it thinks of the frequency of
            # words it never saw is far from true, and the walk would be of all rows.
            hits.append(
                f"hits{place} AS MATERIALIZED (SELECT id FROM archive_searchindex "  # noqa: S608 - fixed names
                f"WHERE words @@ %s::tsquery AND id + 0 BETWEEN %s AND %s LIMIT {_SORTED + 1})"
            )
            asked += [expression, tier.low, tier.high]
            parts.append(
                f"(SELECT {place}, id FROM hits{place} "  # noqa: S608
                f"WHERE (SELECT count(*) FROM hits{place}) <= {_SORTED} "
                "ORDER BY id LIMIT %s) UNION ALL "
                f"(SELECT {place}, id FROM archive_searchindex "
                f"WHERE (SELECT count(*) FROM hits{place}) > {_SORTED} "
                "AND words @@ %s::tsquery AND id BETWEEN %s AND %s ORDER BY id LIMIT %s)"
            )
            sought += [tier.limit, expression, tier.low, tier.high, tier.limit]
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(hits)} {' UNION ALL '.join(parts)}", asked + sought)
            return cursor.fetchall()

    def few(self, connection, whole, likenesses):
        fits = "".join(", words @@ %s::tsquery" for _likeness in likenesses)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id{fits} FROM (SELECT id, words FROM archive_searchindex "  # noqa: S608
                "WHERE words @@ %s::tsquery AND id + 0 BETWEEN %s AND %s LIMIT %s) AS hits ORDER BY id",
                [
                    *(likeness.expression.text for likeness in likenesses),
                    _of_kind(whole),
                    whole.low,
                    whole.high,
                    whole.limit + 1,
                ],
            )
            found = cursor.fetchall()
        if len(found) > whole.limit:
            return None
        return in_tiers([(row, fits) for row, *fits in found], likenesses)

    def among(self, connection, expression, ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM archive_searchindex WHERE words @@ %s::tsquery AND id = ANY(%s)",
                [expression, list(ids)],
            )
            return [row for (row,) in cursor.fetchall()]

    def count(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM archive_searchindex")
            return cursor.fetchone()[0]

    def size(self, connection):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                "WHERE relname LIKE 'archive_search%%' AND relkind = 'r'"
            )
            return int(cursor.fetchone()[0] or 0)
