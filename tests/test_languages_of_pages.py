"""No page speaks another language than it says: interface texts are translated, foreign words are marked."""

import re

import pytest
from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from django.conf import settings

from archive import languages
from archive.catalogues import LOCALE
from archive.models import Citation, Event, Source, Status, Topic
from tests.crawl import LATIN
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crawl")]

CODES = languages.codes()

#: Letters that each script of the archive's languages has.
SCRIPTS = {
    "hi": r"\u0900-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    "en": r"A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
}

#: What is written in Latin letters in every language.
#: Formats are called so.
FORMATS = {"JSON", "CSV", "BibTeX", "RIS", "CSL", "Atom"}
PROGRAMS = {
    "API", "Accept-Language", "CORS", "Datasette", "ETag", "ISO", "If-None-Match", "OpenAPI", "RFC",
    "Retry-After", "SQLite", "Zotero", "application", "curl", "en", "hi", "json", "next", "pandas", "problem",
    "type", "zip",
}  # fmt: skip
EVERYWHERE = FORMATS | PROGRAMS | {"IMCTC", "CC", "BY-SA", "imctc", "org", "CLDR", "EDTF", "gathbandhan"}
ADDRESS = re.compile(r"https?://\S+|[\w.-]+@[\w.-]+")


def catalogue(code: str) -> dict[str, str]:
    """Our interface texts with their translation into one language."""
    with open(LOCALE / code / "LC_MESSAGES" / "django.po", "rb") as file:
        found = read_po(file)
    texts = {}
    for message in found:
        ids, strings = (
            (part if isinstance(part, tuple) else (part,)) for part in (message.id, message.string)
        )
        texts |= dict(zip(ids, (strings[0], strings[-1]), strict=False))
    return {text: string for text, string in texts.items() if text and string and string != text}


def pattern(text: str) -> re.Pattern:
    """Finds an interface text with whatever stands in its places."""
    parts = re.split(r"%\(\w+\)[sd]", text)
    return re.compile(".+".join(re.escape(part) for part in parts), re.DOTALL)


def any_of(names) -> re.Pattern:
    """Finds names as they are, as whole words."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(f"(?<![\\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\\w-])")


@pytest.fixture(scope="module")
def untranslated():
    """By language: our English texts that are no words of it, ready to be found."""
    found = {}
    for code in CODES:
        if (LOCALE / code).is_dir():
            texts = [text for text in catalogue(code) if LATIN.search(re.sub(r"%\(\w+\)[sd]", "", text))]
            plain = {text for text in texts if "%(" not in text}
            # “%(from)s to %(until)s” would find the “to” of any English name.
            told = [text for text in texts if len(re.sub(r"%\(\w+\)[sd]|\W", "", text)) > 3]
            found[code] = plain, [pattern(text) for text in told if "%(" in text]
    return found


def test_the_catalogue_is_read(untranslated):
    assert set(untranslated) == {"hi"}
    plain, patterns = untranslated["hi"]
    assert "Statements" in plain
    assert any(each.fullmatch("Page 3") for each in patterns)


def test_no_interface_text_is_left_in_english(crawled, untranslated):
    names, left, seen = any_of(crawled.verbatim), {}, set()
    for page in crawled:
        if page.lang not in untranslated:
            continue
        plain, patterns = untranslated[page.lang]
        for text in {text for text, lang, _bare in page.spoken if lang == page.lang} - seen:
            seen.add(text)
            ours = names.sub("…", text)
            if LATIN.search(ours) and (ours in plain or any(each.fullmatch(ours) for each in patterns)):
                left[text] = page.address
    assert left == {}


def test_a_hindi_page_has_no_english_words_but_names_and_codes(crawled):
    names, left = any_of(crawled.verbatim), {}
    for page in crawled:
        if page.lang != "hi" or (page.kind == "search" and "q=" in page.address):
            continue
        for text, lang, _bare in page.spoken:
            if lang == "hi":
                for word in LATIN.findall(names.sub(" ", ADDRESS.sub(" ", text))):
                    if word not in EVERYWHERE | crawled.latin["hi"] and len(word) > 1:
                        left.setdefault(word, (page.address, text))
    assert left == {}


@pytest.mark.parametrize(("lang", "own"), [("en", ("en",)), ("hi", ("hi", "en"))])
def test_words_of_another_script_are_marked_as_another_language(crawled, lang, own):
    """Devanagari on an English page, Arabic on either, is inside an element with its own `lang`.

    Latin letters stand in Hindi as they are: names, abbreviations, codes. A title and an attribute cannot
    mark a part of their text: titles of pages repeat printed titles, and those of results what was typed.
    """
    foreign = re.compile(f"[^\\W\\d_{''.join(SCRIPTS[code] for code in own)}]")
    names, left = any_of(crawled.verbatim), {}
    for page in crawled:
        for text, marked, bare in page.spoken:
            if bare:
                text = "" if page.kind == "search" else names.sub(" ", text)
            if marked == lang and foreign.search(text):
                left.setdefault(text, page.address)
    assert left == {}


def test_every_language_that_is_named_is_one(crawled):
    for code in {lang for page in crawled for _text, lang, _bare in page.spoken}:
        if code:  # '' says that the language is none: an address
            try:
                Locale.parse(code, sep="-")
            except (UnknownLocaleError, ValueError):
                pytest.fail(f"{code} is no language")


@pytest.mark.parametrize("code", CODES)
def test_the_switch_names_each_language_in_itself(crawled, code):
    reading = Reading(crawled.pages[f"/{code}/"].html)
    switches = [each for each in reading.all("a") if "switch" in each.get("class").split()]
    assert {each.lang: words(each) for each in switches} == {
        other: languages.name(other) for other in CODES if other != code
    }


@pytest.fixture
def half(db):
    """A topic that exists in Hindi alone, an event in English alone, with a source of each."""
    published = {"status": Status.PUBLISHED}
    source = Source.objects.create(
        slug="printed", title="Printed", publisher="A printer", language="en", kind="official", **published
    )
    topic = Topic.objects.create(
        slug="in-hindi", position=1, title_hi="केवल हिंदी", body_hi="एक अनुच्छेद, बस।", **published
    )
    event = Event.objects.create(
        slug="in-english",
        date="2016",
        kind="meeting",
        title_en="English only",
        summary_en="A line.",
        **published,
    )
    for record, claims in ((topic, ("body",)), (event, ("date", "summary"))):
        for claim in claims:
            Citation.objects.create(
                **{record.kind_name: record}, claim=claim, source=source, note_en="Only in English."
            )
    return {"hi": ("topics/in-hindi/", "केवल हिंदी"), "en": ("events/in-english/", "English only")}


@pytest.mark.parametrize("written", CODES)
@pytest.mark.parametrize("lang", CODES)
def test_a_text_that_is_missing_is_shown_in_the_language_it_has(half, client, written, lang):
    path, title = half[written]
    answer = client.get(f"/{lang}/{path}")
    reading = Reading(answer.content.decode())
    heading = reading.one("h1")
    assert title in words(heading)
    inside = [each for each in reading.spoken if each.text == title and not each.bare]
    assert inside
    assert all(each.lang == written for each in inside)
    told = words(heading).removeprefix(title).strip()
    assert told == ("" if lang == written else Locale.parse(lang).languages[written])


@pytest.mark.parametrize("written", CODES)
@pytest.mark.parametrize("lang", CODES)
def test_only_true_translations_are_named_to_search_engines(half, client, written, lang):
    path, _title = half[written]
    links = Reading(client.get(f"/{lang}/{path}").content.decode()).all("link")
    assert [each for each in links if "hreflang" in each.attributes] == []
    topic = Topic.objects.get(slug="in-hindi")
    topic.title_en, topic.body_en = "In Hindi and English", "A paragraph."
    topic.save()
    links = Reading(client.get(f"/{lang}/topics/in-hindi/").content.decode()).all("link")
    named = {each.get("hreflang"): each.get("href") for each in links if "hreflang" in each.attributes}
    assert named == {
        **{code: f"{settings.SITE_URL}/{code}/topics/in-hindi/" for code in CODES},
        "x-default": f"{settings.SITE_URL}/topics/in-hindi/",
    }


@pytest.mark.parametrize("lang", CODES)
def test_a_list_shows_records_that_lack_its_language(half, client, lang):
    for path, (_address, title) in (("topics/", half["hi"]), ("events/", half["en"])):
        reading = Reading(client.get(f"/{lang}/{path}").content.decode())
        shown = [each for each in reading.spoken if title in each.text and not each.bare]
        assert shown, path
        assert {each.lang for each in shown} == {"hi" if path == "topics/" else "en"}, path
