"""Whatever readers type, a process keeps no more of it than it may."""

import ast
import tracemalloc
from random import Random

import pytest
from django.conf import settings

from archive import dates, languages, markdown, memo
from archive.lists import places
from archive.public import page_language, wording
from archive.serialise import texts
from archive.spelling import fold
from imctc_site import bounded, http, logs
from imctc_site.bounded import Store, size
from tests.at_once import run_threads

#: Bytes that all caches of a process may take together, the page store's apart, which is a setting.
ALL = 26 * 2**20

#: Kept for ever: what the code itself names (languages, models, databases), and never what somebody typed.
NAMED_BY_THE_CODE = {
    "archive/api/answers.py:bucket",
    "archive/api/openapi.py:_described",
    "archive/cards/__init__.py:font",
    "archive/dates/cldr.py:locale",
    "archive/dates/grammar.py:grammar",
    "archive/editing/wording.py:_countries",
    "archive/entries/parts.py:bare_columns",
    "archive/entries/parts.py:fields_of",
    "archive/language_tags.py:_known",
    "archive/language_tags.py:_names",
    "archive/lists/columns.py:_labels",
    "archive/models/regions.py:choices",
    "archive/models/regions.py:country_names",
    "archive/public/http.py:_release",
    "archive/public/page.py:locale",
    "archive/scripts.py:_foreign_runs",
    "archive/search/engines/__init__.py:_engine",
    "archive/serialise/texts.py:_everywhere",
    "imctc_site/http.py:_day",
    "imctc_site/logs.py:_second",
}

DEVANAGARI = "कखगघचजटडतदनपबमयरलवसहािीुूेैो"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def of_functools(decorator: ast.expr) -> bool:
    return any(name in ast.unparse(decorator) for name in ("lru_cache", "functools.cache")) or (
        ast.unparse(decorator) == "cache"
    )


def test_every_cache_of_the_site_is_bounded_in_bytes():
    """A cache bounded in entries holds as much as readers like: an entry is as long as what they typed."""
    found = set()
    for package in ("archive", "imctc_site"):
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and any(map(of_functools, node.decorator_list)):
                    found.add(f"{path.relative_to(settings.BASE_DIR)}:{node.name}")
    assert found == NAMED_BY_THE_CODE


def test_all_caches_together_have_a_bound():
    assert len(bounded.functions) > 20
    assert sum(function.store.most_bytes for function in bounded.functions) + memo.LIMIT < ALL


ASKED = [
    fold.folded,
    fold.forms,
    places.sorting_key,
    languages.direction,
    texts.language_name,
    logs.harmless,
    dates.parse,
    http._accepted_encoding,
    markdown._html,
    page_language._text,
    wording._block,
    wording._date,
    wording._attributes,
]


@pytest.fixture
def small(monkeypatch):
    """Every cache is empty and may take 128 kB."""
    for function in bounded.functions:
        function.store.clear()
        monkeypatch.setattr(function.store, "most_bytes", 128 * 1024)
    yield
    for function in bounded.functions:
        function.store.clear()


@pytest.mark.parametrize("function", ASKED, ids=lambda function: function.__name__)
def test_what_readers_type_takes_no_more_memory_than_is_counted(function, small):
    """Words that nobody typed before, in both scripts, short and long, until the cache is full."""
    random = Random(7)
    ask(function, random, 0)
    tracemalloc.start()
    try:
        for number in range(700):
            ask(function, random, number)
        grown = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert function.store.most_bytes / 2 < function.store.bytes <= function.store.most_bytes
    assert grown < 1.15 * sum(each.store.bytes for each in bounded.functions)


def ask(function, random: Random, number: int) -> None:
    typed = "".join(random.choices(DEVANAGARI if number % 2 else LATIN, k=random.choice([5, 12, 60, 300])))
    if function is logs.harmless:
        function(typed.encode().decode("latin-1"))
    elif function in (dates.parse, wording._date):
        year, month = divmod(random.randrange(12 * 9999), 12)
        text = f"{year + 1:04}-{month + 1:02}~"
        function(*((text, "hi") if function is wording._date else (text,)))
    elif function is markdown._html:
        function(f"**{typed}**", 2, "")
    elif function is wording._block:
        function(f"**{typed}**", "hi", "en", 2, (), True)
    elif function in (texts.language_name, wording._attributes):
        function(typed, "hi")
    elif function is page_language._text:
        function("hi", typed)
    else:
        function(typed)


def test_a_store_lets_go_what_was_used_least():
    store = Store(3000)
    for name in "abc":
        store.put(name, name, 1000)
    assert store.get("a") == "a"
    store.put("d", "d", 1000)
    assert list(store) == ["c", "a", "d"]
    assert store.bytes == 3000


def test_a_value_put_twice_is_counted_once():
    store = Store(3000)
    for count in (1000, 2000, 500):
        store.put("a", count, count)
    assert (store.bytes, len(store)) == (500, 1)


def test_a_value_larger_than_the_store_drives_nothing_out():
    store = Store(3000)
    store.put("a", "a", 1000)
    store.put("b", "b", 3001)
    assert list(store) == ["a"]


def test_an_answer_is_kept_for_its_arguments_and_errors_are_not():
    asked = []

    @bounded.bounded(64)
    def halved(number: int):
        asked.append(number)
        if number % 2:
            raise ValueError("odd")
        return None

    for _ in range(2):
        assert halved(2) is None
        with pytest.raises(ValueError, match="odd"):
            halved(3)
    assert asked == [2, 3, 3]


def test_many_threads_share_a_store():
    store = Store(50_000)

    def use(number: int) -> None:
        for turn in range(2000):
            key = (number * turn) % 97
            assert store.get(key, str(key)) == str(key)
            store.put(key, str(key))

    run_threads(use, 8)
    assert store.bytes == sum(bounded.ENTRY + size(key) + size(store.get(key)) for key in store)
    assert store.bytes <= 50_000


class Slotted:
    __slots__ = ("text",)

    def __init__(self, text):
        self.text = text


@pytest.mark.parametrize(
    "make",
    [
        lambda: "x" * 5000,
        lambda: ["x" * 500 + str(number) for number in range(9)],
        lambda: {"a": {"b": "x" * 5000}},
        lambda: [Slotted("x" * 5000)],
        lambda: [("क" * 90 + str(number), 1000 + number) for number in range(5000)],
    ],
    ids=["text", "list", "table", "object", "rows"],
)
def test_the_size_of_a_value_is_about_what_it_takes(make):
    tracemalloc.start()
    try:
        value = make()
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert 0.7 * taken < size(value) < 1.4 * taken


def test_what_refers_to_itself_has_a_size():
    value: list = ["x"]
    value.append(value)
    assert size(value) < 500


@pytest.mark.django_db
def test_searching_for_ever_new_words_does_not_fill_the_memory(client):
    random = Random(11)

    def search() -> None:
        typed = "".join(
            random.choices(DEVANAGARI if random.random() < 0.5 else LATIN, k=random.randint(20, 50))
        )
        assert client.get("/hi/search/", {"q": typed, "lang": typed}).status_code == 200

    search()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(100):
            search()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    kept = memo._memo._kept[1].bytes + sum(function.store.bytes for function in bounded.functions)
    assert kept < ALL
    assert grown < kept + 4 * 2**20
