"""No search costs more than twenty times an ordinary one, whatever is typed, through any door.

Work is counted, not timed: SQL queries, tokens that the database looks up, words that are taken to their
stems, and steps of comparing words letter by letter, weighed by what each takes on a small machine.
"""

import re
import statistics
from contextlib import contextmanager, suppress
from functools import partial
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Event
from archive.search import aliases, counting, finding, ids, vocabulary
from archive.search.lookup import Lookup, TooMuch
from archive.search.reading import parse
from archive.spelling import fold
from tests.search_quality import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

SQL, TOKEN, STEM, COMPARISON = 20, 1, 5, 0.1
MOST = 20


class Work:
    """What a block of code asked for."""

    def __init__(self):
        self.sql = self.tokens = self.stems = self.comparisons = 0

    @property
    def total(self) -> float:
        return self.sql * SQL + self.tokens * TOKEN + self.stems * STEM + self.comparisons * COMPARISON

    def __repr__(self) -> str:
        return f"{self.total:.0f}: {vars(self)}"

    @contextmanager
    def counted(self):
        quote = '"' if connection.vendor == "sqlite" else "'"

        def executed(execute, sql, params, many, context):
            self.sql += 1
            self.tokens += sum(value.count(quote) // 2 for value in params or () if isinstance(value, str))
            return execute(sql, params, many, context)

        def counting_calls(name, work):
            def called(*args):
                setattr(self, name, getattr(self, name) + 1)
                return work(*args)

            return called

        fold.folded.store.clear()
        fold.forms.store.clear()
        with pytest.MonkeyPatch.context() as patched, connection.execute_wrapper(executed):
            patched.setattr(fold, "stems", counting_calls("stems", fold.stems))
            patched.setattr(vocabulary, "distance", counting_calls("comparisons", vocabulary.distance))
            yield self


def work_of(ask) -> Work:
    with Work().counted() as work:
        ask()
    return work


def searched(typed: str, page: int = 1):
    answer = finding.find(typed, "hi", page=page)
    if not answer.too_much:
        counting.count(answer.query, lookup=answer.lookup)
    return answer


@pytest.fixture(scope="module")
def measured() -> dict:
    return {}


@pytest.fixture
def bound(content, measured) -> float:
    """The most work that any search may cost."""
    searched("names are read once")
    if not measured:
        typed = dict.fromkeys(case.typed for case in cases())
        measured["median"] = statistics.median(work_of(partial(searched, text)).total for text in typed)
    return MOST * measured["median"]


#: Words that the archive has: everywhere, often, in names with many spellings, and rarely.
KNOWN = """
    imctc pakistan saudi arabia turkey oman qatar iran egypt jordan yemen military alliance coalition
    statement raheel sharif kingdom minister the of
    गठबंधन पाकिस्तान सऊदी अरब तुर्की मिस्र देश सदस्य संयुक्त वक्तव्य आतंकवाद के में
""".split()  # noqa: SIM905 - many words
PAIRS = list(pairwise(KNOWN))
NOWHERE = ["zqxwvbk", "aweyeaweye", "क्षत्रज्ञश्र", "घङझढणथध", "abdulrahmanov", "مجلس", "Ὀδυσσεύς", "ééééééé"]

FORMS = {
    "one sign for eighteen letters": "ﷺ" * 300,
    "one sign for two letters": "ﬀ" * 300,
    "a long word": "a" * 300,
    "a long word of Hindi": "कमलदेश" * 50,
    "a long word of half letters": "क्" * 150,
    "a long word that is read in many ways": "aweyeie" * 42,
    "marks alone": "\u0901" * 300,
    "marks on one letter": "a" + "\u0301" * 299,
    "letters": "a " * 150,
    "letters in quotes": '"' + "a " * 148 + '"',
    "words everywhere": " ".join(KNOWN[:10]),
    "words of Hindi everywhere": " ".join(KNOWN[-10:]),
    "words nowhere": " ".join(NOWHERE),
    "long words nowhere": " ".join(word * 3 for word in NOWHERE),
    "words misspelt": " ".join(word[0] + word[2] + word[1] + word[3:] for word in KNOWN if len(word) > 6),
    "names": " ".join(KNOWN[1:12]),
    "minus": "coalition " + " ".join(f"-{word}" for word in KNOWN[:12]),
    "minus of Hindi": "गठबंधन " + " ".join(f"-{word}" for word in KNOWN[-12:]),
    "minus and quotes": "the " + " ".join(f'-"{one} {other}"' for one, other in PAIRS),
    "minus alone": "-a " * 100,
    "quotes": " ".join(f'"{one} {other}"' for one, other in PAIRS),
    "one long quotation": f'"{" ".join(KNOWN)}"',
    "beginnings": " ".join(f"{word[0]}*" for word in KNOWN),
    "longer beginnings": " ".join(f"{word[:3]}*" for word in KNOWN),
    "hyphens": "-".join(NOWHERE * 4),
    "compounds": " ".join(one + other for one, other in PAIRS),
    "numbers": " ".join(map(str, range(1000, 1060))),
    "dates": "28 December 2016 " * 20,
    "quotation marks": '"' * 300,
    "signs that are words": "㍿ ㋿ ½ ﷻ № ㌔ ℀ ₨ ﹰ Ⅷ " * 30,
    "fractions": "½" * 300,
    "one sign for a word": "㌔" * 300,
    "letters that grow when case is folded": "ΐ" * 300,
    "letters that grow, in words": "ß ΐ ŉ ﬃ ẞ " * 60,
    "a long word of vowel signs": "क" + "ि" * 299,
    "long words of Hindi": " ".join(word * 12 for word in KNOWN[-10:]),
    "long words of Hindi with marks": "क़्षँ" * 75,
    "half letters in all words": "न्त् म्प् ङ्क् " * 25,
    "joiners": "क\u200dक\u200cक" * 100,
    "hyphens between letters": "a-" * 150,
    "hyphens alone": "-" * 300,
    "hyphens between known words": "-".join(KNOWN),
    "hyphens between words of Hindi": "-".join(KNOWN[-10:] * 6),
    "a quotation that is not closed": '"' + " ".join(KNOWN * 2),
    "quotations that are not closed": " ".join(f'"{word}' for word in KNOWN),
    "minus and a quotation that is not closed": 'coalition -"' + " ".join(KNOWN),
    "many minus terms": "coalition " + " ".join(f"-{word}" for word in KNOWN * 10),
    "many minus terms nowhere": "a " + " ".join(f"-{word}{place}" for place in range(9) for word in NOWHERE),
    "minus and beginnings": "the " + " ".join(f"-{word[:3]}*" for word in KNOWN),
    "minus of one letter": "the -a -s -क -1 -ﷺ",
    "beginnings of known letters": "pak* sau* mil* गठ* सदस्* the*",
    "asterisks": "a* " * 60 + "*" * 60,
    "Latin words with many sounds": "oueiaoueia chhakshagyaxquou " * 5,
    "Arabic": "التحالف الإسلامي العسكري لمحاربة الإرهاب " * 5,
    "other scripts": "한국어 日本語 ภาษาไทย தமிழ் বাংলা Ελληνικά кириллица " * 5,
    "everything": f'"{KNOWN[0]} {KNOWN[1]}" -{KNOWN[2]} -ﷺ {KNOWN[3]}* s* {"ﬀ" * 40} {" ".join(NOWHERE)}',
}  # fmt: skip


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS)
def test_no_form_of_query_costs_much(typed, bound):
    for page in (1, finding.MOST_PAGES):
        work = work_of(partial(searched, typed, page))
        assert work.total <= bound, work


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS)
def test_no_suggestion_costs_much(typed, bound):
    work = work_of(partial(finding.titles, typed, "hi", 8))
    assert work.total <= bound, work


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS)
def test_no_search_of_an_editor_costs_much(typed, bound):
    def ask():
        with suppress(TooMuch):
            ids(Event, typed)

    work = work_of(ask)
    assert work.total <= bound, work


ATOMS = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(NOWHERE),
    st.sampled_from(["ﷺ", "ﬀ", "㍿", "Ａ", "क्", "ि", "्", "\u200d", "-", '"', " ", "*", "\0"]),
    st.text(max_size=12),
    st.builds("".join, st.lists(st.sampled_from("aeiouwyhckqzसकतरलिीुंँ्"), max_size=80)),
    st.builds(lambda word: f"-{word}", st.sampled_from(KNOWN)),
    st.builds(lambda word: f"{word}*", st.sampled_from(KNOWN)),
    st.builds(lambda words: f'"{" ".join(words)}"', st.lists(st.sampled_from(KNOWN), max_size=8)),
)


@given(st.lists(st.builds("".join, st.lists(ATOMS, min_size=1, max_size=4)), max_size=40), st.integers(1, 25))
@settings(suppress_health_check=list(HealthCheck), max_examples=150, deadline=None)
def test_nothing_that_can_be_typed_costs_much(bound, parts, page):
    typed = " ".join(parts)
    for ask in (partial(searched, typed, page), partial(finding.titles, typed, "en", 8)):
        work = work_of(ask)
        assert work.total <= bound, (typed, work)


@pytest.mark.parametrize(
    "typed", ["imctc arabia imctcimctcimctc -0 -0imctc", "riyadh -jeddah -kenya", "riyadh"]
)
def test_what_is_counted_with_little_left_is_counted_as_far_as_it_goes(typed):
    query = parse(typed, aliases.current())
    whole = counting.count(query)
    for left in range(0, 900, 10):
        lookup = Lookup()
        lookup.left = left
        counts = counting.count(query, lookup=lookup)
        assert counts.over or counts == whole, left


def test_a_page_whose_count_ends_early_says_that_there_are_more(client, monkeypatch):
    monkeypatch.setattr(counting, "_records", lambda query, lookup: ([], True))
    html = client.get("/en/search/?q=riyadh").content.decode()
    assert "More than 0 results" not in html
    assert re.search(r"More than [1-9][0-9]* results", html)


def test_ordinary_searches_are_never_too_much(bound):
    refused = [case.typed for case in cases() if searched(case.typed).too_much]
    assert refused == []
    titles = list(Event.objects.values_list("title_hi", flat=True)) + list(
        Event.objects.values_list("title_en", flat=True)
    )
    assert [title for title in titles if finding.find(title, "hi").too_much] == []
