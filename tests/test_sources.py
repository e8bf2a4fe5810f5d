"""The list of sources."""

import pytest
from django.core.exceptions import ValidationError

from archive.models import Citation, Member, Source, Status
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def read(client, query="", lang="en") -> Reading:
    response = client.get(f"/{lang}/sources/{query}")
    assert response.status_code == 200
    return Reading(response.content.decode())


def listed(page: Reading) -> list[str]:
    return [
        element.get("href").split("/")[3]
        for element in page.all("a")
        if element.get("href").startswith(f"/{page.elements[0].get('lang')}/sources/")
        and element.get("href").count("/") == 4
    ]


def test_languages_are_spelt_as_everywhere_else(client):
    text = read(client, lang="hi").text
    assert "हिंदी (7)" in text
    assert "हिन्दी" not in text


def test_documents_stand_newest_first_with_the_undated_last(client):
    page = read(client)
    assert "274 sources" in page.text
    expected = Source.objects.published().order_by("-date_sort", "-slug").values_list("slug", flat=True)[:50]
    assert listed(page) == list(expected)
    last = read(client, "?page=6")
    assert "undated" in last.text


def test_a_title_is_in_its_own_language(client):
    page = read(client, "?language=ar&year=2015", "hi")
    title = next(element for element in page.all("a") if "alsharq-qa-2015-12-19" in element.get("href"))
    assert (title.lang, title.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("?kind=official", {"kind": "official"}),
        ("?language=ar", {"language": "ar"}),
        ("?seen=full", {"seen": "full"}),
        ("?kind=press&language=fr", {"kind": "press", "language": "fr"}),
    ],
)
def test_filters_leave_what_they_say(client, query, condition):
    page = read(client, query)
    number = Source.objects.published().filter(**condition).count()
    assert f"{number} source" in page.text
    assert set(listed(page)) <= set(Source.objects.filter(**condition).values_list("slug", flat=True))


def claims_resting_on(client, source) -> str:
    page = read(client, f"?year={source.date[:4]}&kind={source.kind}&language={source.language}")
    (row,) = (row for row in page.all("li") if words(row).partition(source.publisher)[2].startswith(" ·"))
    return words(row).rpartition(" · ")[2]


def test_each_document_says_how_many_published_claims_rest_on_it(client):
    source = Source.objects.get(slug="saudigazette-oman-2016-12-29")
    before = Citation.objects.filter(source=source).count()
    assert claims_resting_on(client, source) == f"stands behind {before} claims"
    oman = Member.objects.get(slug="oman")
    hidden = Citation.objects.filter(source=source, member=oman).count()
    assert hidden
    oman.status = Status.DRAFT
    oman.save()
    assert claims_resting_on(client, source) == f"stands behind {before - hidden} claims"


@pytest.mark.parametrize(
    ("lang", "usual", "unusual"),
    [("en", "opening read", "read whole"), ("hi", "शुरुआती अंश पढ़ा गया", "पूरा पढ़ा गया")],
)
def test_how_much_was_seen_is_said_of_exceptions_alone(client, lang, usual, unusual):
    def rows(address, **query):
        html = client.get(f"/{lang}/{address}/", query).content.decode()
        return html.split('class="found"', 1)[1].split("</main>")[0]

    assert unusual in rows("sources", seen="full")
    assert usual not in rows("sources", seen="excerpt")
    found = rows("search", q="pakistan", kind="source")
    assert f"/{lang}/sources/" in found
    assert usual not in found


def test_drafts_are_not_listed(client):
    Source.objects.filter(slug="alsharq-qa-2015-12-19").update(status=Status.DRAFT)
    assert "alsharq-qa-2015-12-19" not in listed(read(client, "?language=ar"))


@pytest.mark.parametrize(
    ("lang", "name"),
    [("hi", "सामान्य जानकारी, पास में कोई स्रोत नहीं"), ("en", "General knowledge, no source at hand")],
)
@pytest.mark.parametrize("path", ["sources/knowledge/", "sources/?kind=knowledge", "members/afghanistan/"])
def test_general_knowledge_is_named_in_the_language_of_the_page(client, lang, name, path):
    page = Reading(client.get(f"/{lang}/{path}").content.decode())
    assert lang in {spoken.lang for spoken in page.spoken if name in spoken.text}
    assert "This archive" not in page.text


@pytest.mark.parametrize("address", ["ftp://x.example/a", "ftps://x.example/a", "//x.example/a"])
@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_an_address_leads_into_the_web(address, field):
    source = Source(slug="a", publisher_en="A", language="en", kind="press", **{field: address})
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert set(refused.value.message_dict) == {field}
