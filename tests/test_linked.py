"""Linked data within pages: valid by the words of schema.org, and no wider than what a reader sees."""

import json
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from archive import kinds, languages
from archive.data import things
from archive.models import Event, Member, Source, Statement, Status, Term
from tests.reading import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

CODES = languages.codes()

#: What we use of schema.org, by type: the properties that it may have there.
THING = {"name", "description", "url"}
WORK = THING | {
    "inLanguage", "license", "isPartOf", "dateModified", "version", "citation", "abstract", "text", "about",
    "creator", "dateCreated", "datePublished", "keywords", "creditText", "publisher", "archivedAt",
    "mainEntity", "headline", "isAccessibleForFree",
}  # fmt: skip
ALLOWED = {
    "WebPage": WORK,
    "AboutPage": WORK,
    "SearchResultsPage": WORK,
    "WebSite": WORK | {"potentialAction"},
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"encodingFormat", "contentUrl"},
    "CreativeWork": WORK,
    "NewsArticle": WORK,
    "Article": WORK,
    "Quotation": WORK,
    "Claim": WORK,
    "ItemList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "Organization": THING | {"member"},
    "OrganizationRole": THING | {"member", "roleName", "startDate", "endDate"},
    "Role": THING | {"hasOccupation", "startDate", "endDate"},
    "Occupation": THING,
    "Person": THING | {"jobTitle", "alternateName", "hasOccupation"},
    "Country": THING,
    "Place": THING | {"containedInPlace"},
    "Event": THING | {"startDate", "endDate", "location", "about", "eventStatus"},
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate"},
}

DATES = {"startDate", "endDate", "dateCreated", "datePublished", "dateModified"}
#: Words that a reader must find on the page.
WORDS = {
    "name",
    "text",
    "abstract",
    "creditText",
    "headline",
    "keywords",
    "roleName",
    "jobTitle",
    "alternateName",
}

PAGES = (
    "", "about/", "search/", "seed-text/", "members/", "members/?on=2016-06-01", "events/?kind=meeting",
    "topics/", "sources/?page=2", "countries/", "statements/", "figures/",
)  # fmt: skip


def html(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def read(page: str) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return json.loads(text)


def nodes(value) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def valid(data: dict) -> None:
    assert data.pop("@context") == "https://schema.org"
    for node in nodes(data):
        if set(node) == {"@id"}:
            continue
        sort = node["@type"]
        assert set(node) - {"@type", "@id"} <= ALLOWED[sort], (sort, node)
        for name, value in node.items():
            assert value not in ("", None, [], {}), (sort, name)
            if name in DATES:
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value), (name, value)
            if name in ("url", "contentUrl", "archivedAt", "license", "@id"):
                assert re.match(r"https?://", value), (name, value)


def flat(text: str) -> str:
    return re.sub(r"\W+", "", text)


def seen(page: str) -> str:
    """All that a reader sees of a page and of its entry in search results, without spaces and marks."""
    reading = Reading(page)
    texts = [
        each.text
        for each in reading.spoken
        if not re.fullmatch(r"\s*\[\d+\]\s*|Source \d+|स्रोत \d+", each.text)
    ]
    return flat(" ".join(texts))


def shown(data: dict, page: str) -> None:
    # The coalition is named in full, whatever a page calls it.
    visible = seen(page) + " ".join(flat(things.coalition(code)) for code in CODES)
    for node in nodes(data):
        for name in WORDS & set(node):
            for text in node[name] if isinstance(node[name], list) else [node[name]]:
                assert flat(text) in visible, (name, text)


def paths() -> list[str]:
    found = []
    for kind in kinds.with_pages():
        slugs = list(kind.model.objects.published().order_by("slug").values_list("slug", flat=True))
        found += [kind.model.path(slug) for slug in slugs[:: max(1, len(slugs) // 12)]]
    return found


@pytest.mark.parametrize("code", CODES)
def test_records_are_valid_and_no_wider_than_what_is_seen(code):
    for path in paths():
        answer = Client().get(f"/{code}{path}")
        if answer.status_code == 302:
            continue
        page = answer.content.decode()
        data = read(page)
        assert data["@id"] == f"{settings.SITE_URL}/{code}{path}"
        assert data["inLanguage"] == code
        shown(data, page)
        valid(data)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_other_pages_are_valid_and_no_wider_than_what_is_seen(code, path):
    page = html(f"/{code}/{path}")
    data = read(page)
    shown(data, page)
    valid(data)


def test_each_kind_is_what_it_is_called():
    def sort(path: str) -> str:
        return read(html(f"/en/{path}"))["mainEntity"]["@type"]

    assert sort("members/pakistan/") == "Country"
    assert sort("events/2015-12-15-joint-statement/") == "Event"
    quoted = Statement.objects.published().exclude(quote_en="").first()
    assert sort(f"statements/{quoted.slug}/") == "Quotation"
    assert sort("figures/2016-03-27-39/") == "Claim"
    assert sort("sources/sa-joint-statement/") in ("CreativeWork", "NewsArticle")
    assert sort("topics/mandate/") == "Article"
    assert sort("people/raheel-sharif/") == "Person"
    assert sort("posts/military-commander/") == "Occupation"
    assert sort("terms/raheel-sharif-military-commander/") == "OrganizationRole"
    assert read(html("/en/"))["@type"] == "WebSite"
    assert read(html("/en/members/"))["@type"] == "Dataset"


def test_a_list_leads_to_all_its_rows_as_they_were_asked_for():
    data = read(html("/hi/events/?kind=meeting"))
    found = {each["contentUrl"]: each["encodingFormat"] for each in data["distribution"]}
    assert found[f"{settings.SITE_URL}/hi/events.csv?kind=meeting"] == "text/csv"
    assert found[f"{settings.SITE_URL}/hi/events.ics?kind=meeting"] == "text/calendar"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2016-02", {"startDate": "2016-02"}),
        ("2016-02-27/2016-03-10", {"startDate": "2016-02-27", "endDate": "2016-03-10"}),
        ("2016~", {}),
        ("[2016-02-27..2016-03-10]", {}),
        ("2016-03/..", {"startDate": "2016-03"}),
        ("../2016", {"endDate": "2016"}),
        ("2016-21", {}),
        ("", {}),
    ],
)
def test_a_date_is_never_made_more_exact(edtf, said):
    assert things.span(edtf) == said


def test_a_post_is_told_from_each_side_with_its_dates():
    """On the page of the person, of the post and of the term, with the dates that are plain."""
    slug = "mohammed-bin-salman-council-chair"
    dates = {"startDate": "2015-12", "endDate": "2022-09-27"}
    person = read(html("/en/people/mohammed-bin-salman/"))["mainEntity"]
    held = next(role for role in person["hasOccupation"] if role["url"].endswith(f"/en/terms/{slug}/"))
    assert held["hasOccupation"]["name"] == "Chair of the Ministers of Defence Council"
    body = read(html("/en/posts/council-chair/"))["about"]
    holder = next(role for role in body["member"] if role["member"]["name"] == "Mohammed bin Salman")
    term = read(html(f"/en/terms/{slug}/"))["mainEntity"]
    for role in (held, holder, term):
        assert {name: role[name] for name in dates} == dates
    assert "MBS" in person["alternateName"]
    Term.objects.filter(slug=slug).update(started="2015-12~", ended="[2022-09-27..2022-10]")
    assert dates.keys().isdisjoint(read(html(f"/en/terms/{slug}/"))["mainEntity"])


def test_an_imprecise_joining_is_told_in_words_alone():
    Member.objects.filter(slug="oman").update(joined="[2016-12-28..2017-01-03]")
    role = read(html("/en/members/oman/"))["about"]["member"]
    assert "startDate" not in role
    assert "2016" in role["description"]


def test_what_is_withdrawn_supports_nothing_here_either():
    source = Source.objects.get(slug="sa-joint-statement")
    before = read(html("/en/events/2015-12-15-joint-statement/"))["citation"]
    assert source.title in {each["name"] for each in before}
    source.status, source.withdrawn_reason_en = Status.WITHDRAWN, "A forgery."
    source.save()
    after = read(html("/en/events/2015-12-15-joint-statement/"))["citation"]
    assert source.title not in {each["name"] for each in after}


def test_no_text_ends_the_script():
    Event.objects.filter(slug="2015-12-15-joint-statement").update(
        title_en="</script><script>alert(1)</script><!-- &amp;"
    )
    page = html("/en/events/2015-12-15-joint-statement/")
    assert read(page)["mainEntity"]["name"] == "</script><script>alert(1)</script><!-- &amp;"
    assert "<script>alert" not in page
