"""Citations as other programs read them: bibtexparser, rispy and citeproc."""

import json
import re
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from django.conf import settings
from django.utils import timezone

from archive import dates, kinds, languages
from archive.data import citing
from archive.models import Country, Event, Source, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

CODES = languages.codes()
PAGES = kinds.with_pages()
each_kind = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
each_language = pytest.mark.parametrize("lang", CODES)


def text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def read_bibtex(written: str) -> dict[str, dict[str, str]]:
    """Entries by key, with TeX read back to what it means; addresses are verbatim."""
    library = bibtexparser.parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    raw = bibtexparser.parse_string(written).entries_dict
    return {
        key: {
            **{field.key: unbraced(str(field.value)) for field in entry.fields},
            "url": raw[key]["url"] if "url" in raw[key].fields_dict else "",
            "date": raw[key]["date"] if "date" in raw[key].fields_dict else "",
        }
        for key, entry in library.entries_dict.items()
    }


def unbraced(value: str) -> str:
    return value[1:-1] if value.startswith("{") and value.endswith("}") else value


@each_kind
@each_language
def test_every_program_reads_the_same_of_every_record(client, kind, lang):
    """The whole list in each format: as many entries as records, with one title, date and address."""
    items = {item["id"]: item for item in json.loads(text(client, f"/{lang}/{kind.folder}.csl.json"))}
    in_bibtex = read_bibtex(text(client, f"/{lang}/{kind.folder}.bib"))
    in_ris = {entry["id"]: entry for entry in rispy.loads(text(client, f"/{lang}/{kind.folder}.ris"))}
    assert set(items) == set(in_bibtex) == set(in_ris)
    if kind.name != "member":  # whose list is that of a day
        assert len(items) == kind.model.objects.published().count()
    for key, item in items.items():
        title = " ".join(item["title"].split())
        assert in_bibtex[key]["title"] == title
        assert (in_ris[key].get("title") or in_ris[key].get("primary_title")) == title
        assert in_bibtex[key]["url"] == item.get("URL", "")
        assert in_ris[key].get("urls", [""])[0] == item.get("URL", "")
        authors = [name["literal"] for name in item.get("author", ())]
        assert in_bibtex[key].get("author", "") == " and ".join(authors)
        assert in_ris[key].get("authors", []) == authors
        years = [str(part[0]) for part in item.get("issued", {}).get("date-parts", [])][:1]
        assert [in_bibtex[key]["year"]] == years if years else "year" not in in_bibtex[key]
        assert in_ris[key].get("year", "") == "".join(years)


@each_kind
@each_language
def test_a_record_by_itself_is_cited_as_in_the_list(client, kind, lang):
    items = json.loads(text(client, f"/{lang}/{kind.folder}.csl.json"))
    if kind.name == "country":  # the page of a member is that of its membership
        slugs = Country.objects.filter(member=None).values_list("slug", flat=True)
        items = [item for item in items if item["id"].removeprefix("imctc-country-") in slugs]
    first = items[0]
    slug = first["id"].removeprefix(f"imctc-{kind.name}-")
    (alone,) = json.loads(text(client, f"/{lang}/{kind.folder}/{slug}.csl.json"))
    assert alone == first
    assert len(read_bibtex(text(client, f"/{lang}/{kind.folder}/{slug}.bib"))) == 1
    assert len(rispy.loads(text(client, f"/{lang}/{kind.folder}/{slug}.ris"))) == 1


@each_language
def test_a_style_makes_a_bibliography_of_all_sources(client, lang):
    """citeproc reads every entry, and writes title, publisher and year."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        items = json.loads(text(client, f"/{lang}/sources.csl.json"))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(items)
    whole = " ".join(" ".join(lines).split())
    for item in items:
        assert " ".join(item["title"].split()).strip(".") in whole


@each_language
def test_a_page_is_cited_with_both_titles_its_version_and_its_last_change(client, lang):
    event = Event.objects.get(slug="2015-12-15-joint-statement")
    (item,) = json.loads(text(client, f"/{lang}/events/{event.slug}.csl.json"))
    other = next(code for code in CODES if code != lang)
    assert item["title"] == languages.text(event, "title", lang).text
    assert item["original-title"] == languages.text(event, "title", other).text
    assert item["version"] == str(event.version)
    assert item["URL"] == f"{settings.SITE_URL}/{lang}/events/{event.slug}/versions/{event.version}/"
    changed = timezone.localtime(event.changed_at).date()
    assert item["issued"] == {"date-parts": [[changed.year, changed.month, changed.day]]}


@pytest.mark.parametrize(
    ("edtf", "csl", "biblatex", "ris"),
    [
        ("2016", {"date-parts": [[2016]]}, "2016", "2016///"),
        ("2016-12", {"date-parts": [[2016, 12]]}, "2016-12", "2016/12//"),
        ("2016-12-28", {"date-parts": [[2016, 12, 28]]}, "2016-12-28", "2016/12/28/"),
        ("2016-12~", {"date-parts": [[2016, 12]], "circa": True}, "2016-12~", "2016///2016-12~"),
        # Zotero reads no further than the day, and would take about a day for the day.
        (
            "2016-12-20~",
            {"date-parts": [[2016, 12, 20]], "circa": True},
            "2016-12-20~",
            "2016/12//2016-12-20~",
        ),
        ("2016-12-31?", {"date-parts": [[2016, 12, 31]], "circa": True}, "2016-12-31?", "2016///2016-12-31?"),
        ("2016-21", {"date-parts": [[2016]], "season": 1}, "2016-21", "2016///2016-21"),
        (
            "2016-03-26/2016-03-28",
            {"date-parts": [[2016, 3, 26], [2016, 3, 28]]},
            "2016-03-26/2016-03-28",
            "2016///2016-03-26/2016-03-28",
        ),
        (
            "[2015-12-15..2016-12-28]",
            {"date-parts": [[2015, 12, 15], [2016, 12, 28]], "circa": True},
            "2015-12-15/2016-12-28",
            "2015///[2015-12-15..2016-12-28]",
        ),
        ("[..2016-12-28]", {"literal": "[..2016-12-28]"}, "../2016-12-28", "2016///[..2016-12-28]"),
        ("", {}, "", None),
    ],
)
def test_a_date_is_cited_no_more_exactly_than_it_is_known(edtf, csl, biblatex, ris):
    assert citing.day(edtf) == csl
    assert citing.biblatex_date(edtf) == biblatex
    assert dict(citing.ris_dates(edtf)).get("DA") == ris
    if edtf and "[" not in edtf:
        assert dates.parse(citing.biblatex_date(edtf))


def test_signs_that_tex_takes_for_its_own_come_back_as_they_were(client):
    title = r"100 % of {these} & those_ones \ #1 $5 ~ “quoted”"
    Source.objects.create(
        slug="signs", title=title, publisher_en="A & B_C", language="en", kind="official", date="2016-05",
        url="https://example.org/a_b?x=1&y=%20z#part", status=Status.PUBLISHED,
    )  # fmt: skip
    entry = read_bibtex(text(client, "/en/sources/signs.bib"))["signs"]
    assert entry["title"] == title
    assert entry["author"] == "A & B_C"
    assert entry["url"] == "https://example.org/a_b?x=1&y=%20z#part"
    (item,) = rispy.loads(text(client, "/en/sources/signs.ris"))
    assert item["title"] == title


def test_what_the_press_printed_has_no_author_and_what_a_body_published_has_the_body(client):
    press = Source.objects.filter(kind=Source.Kind.PRESS).exclude(title="").first()
    official = Source.objects.filter(kind=Source.Kind.OFFICIAL).exclude(title="").first()
    (printed,) = json.loads(text(client, f"/en/sources/{press.slug}.csl.json"))
    (issued,) = json.loads(text(client, f"/en/sources/{official.slug}.csl.json"))
    assert "author" not in printed
    assert printed["container-title"] == printed["publisher"]
    assert issued["author"] == [{"literal": issued["publisher"]}]


def test_general_knowledge_was_printed_nowhere(client):
    known = Source.objects.get(kind=Source.Kind.KNOWLEDGE)
    (item,) = json.loads(text(client, f"/en/sources/{known.slug}.csl.json"))
    assert {"author", "publisher", "issued", "URL"}.isdisjoint(item)


def test_a_withdrawn_source_is_cited_with_its_reason(client):
    source = Source.objects.published().exclude(kind=Source.Kind.KNOWLEDGE).first()
    source.status, source.withdrawn_reason_en, source.withdrawn_reason_hi = (
        Status.WITHDRAWN,
        "Forged.",
        "जाली।",
    )
    source.save()
    assert "Withdrawn: Forged." in text(client, f"/en/sources/{source.slug}.bib")
    assert re.search("N1  - .*जाली।", text(client, f"/hi/sources/{source.slug}.ris"))


def test_a_withdrawn_record_is_cited_with_its_reason(client):
    event = Event.objects.get(slug="2015-12-15-joint-statement")
    event.status, event.withdrawn_reason_en, event.withdrawn_reason_hi = Status.WITHDRAWN, "Wrong.", "ग़लत।"
    event.save()
    assert "Withdrawn: Wrong." in text(client, f"/en/events/{event.slug}.bib")
    assert re.search("N1  - .*ग़लत।", text(client, f"/hi/events/{event.slug}.ris"))
    assert event.slug not in text(client, "/en/events.bib")
    assert client.get(f"/en/events/{event.slug}.json")["X-Robots-Tag"] == "noindex"


def test_a_publisher_in_a_third_language_is_named_in_that_of_the_reader(client):
    """An Arabic newspaper without an Arabic name here, as a reference manager gets it."""
    Source.objects.create(
        slug="okaz",
        publisher_hi="ओकाज़",
        publisher_en="Okaz",
        language="ar",
        kind="press",
        date="2016",
        status="published",
    )
    for lang, name in (("hi", "ओकाज़"), ("en", "Okaz")):
        (item,) = json.loads(text(client, f"/{lang}/sources/okaz.csl.json"))
        assert item["publisher"] == item["container-title"] == name
