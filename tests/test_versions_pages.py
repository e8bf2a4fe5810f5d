"""The versions of a record that were public, as readers meet them: their list, and each page as it was."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import languages
from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import RECORDS, Country, Event, Member, SeedClaim, Source, Status, Topic, Version
from archive.models.citation import PARENTS
from archive.public.addresses import address, versions_address
from tests import hidden, memory
from tests.reading import Reading, words
from tests.rooms import publisher, records

pytestmark = pytest.mark.django_db
CODES = languages.codes()


@pytest.fixture
def made():
    return records()


def html(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def text(path: str) -> str:
    return Reading(html(path)).text


def version_of(record, number: int, code: str = "en") -> str:
    return versions_address(type(record), record.slug, number, code)


def listed(record, code: str = "en") -> str:
    return versions_address(type(record), record.slug, lang=code)


def changed(record, **values):
    return commit(record, values, by=publisher(f"P{Version.objects.count()}").user)


def test_a_page_says_when_it_was_changed_and_leads_to_what_changed(made):
    changed(made.member, summary_en="Shorter.")
    for code in CODES:
        page = Reading(html(address("member", "pakistan", code)))
        assert listed(made.member, code) in {each.get("href") for each in page.all("a")}


def test_a_page_says_what_last_changed_in_a_few_words(made):
    assert "What changed:" not in text(address("member", "pakistan", "en"))
    commit(
        made.member,
        {"summary_en": "Shorter.", "role_en": "host", "role_hi": "मेज़बान"},
        by=publisher("Vik").user,
        why="The ministry <said> so.",
    )
    page = text(address("member", "pakistan", "en"))
    assert "What changed: Role, In short (English). Reason: The ministry <said> so." in page
    assert "Vik" not in page, "by whom is not told"
    page = text(address("member", "pakistan", "hi"))
    assert "क्या बदला:" in page
    assert "कारण: The ministry <said> so." in page
    commit(made.member, {"joined": "2015-12"}, minor=True)
    page = text(address("member", "pakistan", "en"))
    assert "What changed: Joined. small correction" in page
    assert "The ministry" not in page


def test_of_many_fields_a_page_names_some(made):
    changed(made.event, title_en="T", summary_en="S", place_en="P", kind="visit", date="2017")
    page = text(address("event", "first-council", "en"))
    named = page.partition("What changed: ")[2].partition("….")[0]
    assert named.count(",") == 3


def test_a_page_that_is_as_it_was_first_published_says_nothing_of_changes(made):
    Country.objects.filter(pk=made.oman.pk).update(status=Status.DRAFT)
    oman = Country.objects.get(pk=made.oman.pk)
    commit(oman, {"status": Status.PUBLISHED}, by=publisher("Bo").user)
    assert "What changed:" not in text(address("country", "oman", "en"))


def test_the_list_tells_date_reason_and_difference_and_not_who(made):
    commit(
        made.member,
        {"summary_en": "A founding member of the coalition."},
        by=publisher("Vikram").user,
        why="The old text was wrong.",
    )
    before = Written.of(made.member).citations
    commit(made.member, {"summary_en": "A founding member of this coalition."}, before, minor=True)
    page = html(listed(made.member))
    assert "The old text was wrong." in page
    assert "<del>the</del><ins>this</ins>" in page
    assert "small correction" in page
    assert "The first version that was public." in page
    assert "Vikram" not in page
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")
    assert "यहाँ" not in page


@pytest.mark.parametrize("code", CODES)
def test_a_version_is_the_page_as_it_was_with_its_sources_as_they_were(made, code):
    """Record and source change; the page of the version does not, and today's does."""
    changed(made.member, summary_en="First text.", summary_hi="पहला पाठ।")
    number = Member.objects.get(pk=made.member.pk).version
    first = html(version_of(made.member, number, code))
    assert {"en": "First text.", "hi": "पहला पाठ।"}[code] in first
    old_title = made.statement.title
    changed(made.member, summary_en="Second text.", summary_hi="दूसरा पाठ।", role_en="host", joined="2016")
    changed(made.statement, title="Another heading")
    changed(made.pakistan, name_en="Islamic Republic", name_hi="इस्लामी गणराज्य")
    memory.forget()
    assert html(version_of(made.member, number, code)) == first
    assert old_title in first
    today = html(address("member", "pakistan", code))
    assert "Another heading" in today
    assert {"en": "Islamic Republic", "hi": "इस्लामी गणराज्य"}[code] in today


def test_a_version_is_not_for_search_engines_and_names_todays_page(made):
    changed(made.member, summary_en="Text.")
    answer = Client().get(version_of(made.member, 2))
    page = Reading(answer.content.decode())
    assert [each.get("content") for each in page.all("meta") if each.get("name") == "robots"] == ["noindex"]
    canonical = [each.get("href") for each in page.all("link") if each.get("rel") == "canonical"]
    assert canonical == [f"{settings.SITE_URL}/en/members/pakistan/"]
    assert "/en/members/pakistan/" in {each.get("href") for each in page.all("a")}
    assert "The page as it was on" in page.text
    assert answer.headers["ETag"]


def test_how_to_cite_names_the_address_of_the_version(made):
    changed(made.member, summary_en="Text.")
    number = Member.objects.get(pk=made.member.pk).version
    for code in CODES:
        assert f"/{code}/members/pakistan/versions/{number}/" in html(address("member", "pakistan", code))
    for ending in ("bib", "ris", "csl.json"):
        assert f"/en/members/pakistan/versions/{number}/" in Client().get(
            f"/en/members/pakistan.{ending}"
        ).content.decode().replace("\\/", "/")
    changed(made.member, summary_en="Later.")
    assert f"/en/members/pakistan/versions/{number}/" in html(version_of(made.member, number))


@pytest.mark.parametrize(
    "number", ["0", "01", "007", "१", "٣", "-1", "1.0", "9" * 9, "9" * 30, "x", "1e1", "%31%00"]
)
def test_what_is_no_number_of_a_version_has_no_page(made, number):
    assert Client().get(f"/en/members/pakistan/versions/{number}/").status_code == 404


def test_versions_that_were_never_public_are_not_shown(made):
    draft = made.draft
    commit(draft, {"summary_en": "A secret guess."})
    commit(draft, {"summary_en": "A second guess."})
    assert Client().get(listed(draft)).status_code == 404
    assert Client().get(version_of(draft, draft.version)).status_code == 404
    citations = Written.of(made.member).citations
    commit(draft, {"status": Status.PUBLISHED, "summary_en": "What is known."}, citations)
    public = draft.version
    page = html(listed(draft))
    assert "guess" not in page
    assert "What is known." in html(version_of(draft, public))
    for number in range(1, public):
        assert Client().get(version_of(draft, number)).status_code == 404, number


def test_staff_see_no_more_there_than_readers(made):
    commit(made.draft, {"summary_en": "A secret guess."})
    assert publisher().get(listed(made.draft)).status_code == 404
    assert publisher("Two").get(version_of(made.draft, made.draft.version)).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_what_was_public_of_a_withdrawn_record_stays_with_the_reason(made, code):
    changed(made.member, summary_en="It was so.", summary_hi="ऐसा था।")
    number = Member.objects.get(pk=made.member.pk).version
    reason = {"withdrawn_reason_en": "It was not so.", "withdrawn_reason_hi": "ऐसा नहीं था।"}
    changed(made.member, status=Status.WITHDRAWN, **reason)
    said = {"en": "It was not so.", "hi": "ऐसा नहीं था।"}[code]
    for path in (listed(made.member, code), version_of(made.member, number, code)):
        assert said in text(path), path
    assert {"en": "It was so.", "hi": "ऐसा था।"}[code] in text(version_of(made.member, number, code))
    assert said in text(version_of(made.member, number + 1, code))


def test_a_difference_names_no_record_that_readers_cannot_see(made):
    """A draft as a participant, a draft as a source, and a draft in a text: all without a trace."""
    Country.objects.create(slug="zq-secret", code="ZQ", name_en="Zq Secret", name_hi="ज़ेडक्यू")
    Source.objects.create(
        slug="zq-source", title="Zq document", publisher_en="Zq", language="en", kind="press"
    )
    citations = Written.of(made.event).citations
    more = Written.of(made.event).citations[0]
    more.values = {**more.values, "source": "zq-source"}
    more.pk = None
    taking_part = [*Written.of(made.event).values["participants"], "zq-secret"]
    commit(made.event, {"participants": taking_part, "place_country": "zq-secret"}, [*citations, more])
    for path in (listed(made.event), version_of(made.event, made.event.version)):
        assert "zq" not in html(path).lower(), path
    assert "Nothing that stands on the page changed." in text(listed(made.event))


def test_an_address_of_before_leads_to_the_version_under_the_new_one(made):
    changed(made.member, summary_en="Text.")
    changed(made.member, slug="islamic-republic")
    answer = Client().get("/en/members/pakistan/versions/2/")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "/en/members/islamic-republic/versions/2/",
    )
    assert "Text." in text("/en/members/islamic-republic/versions/2/")
    assert Client().get("/en/members/pakistan/versions/").status_code == 301


def test_a_source_that_was_renamed_is_named_as_it_was(made):
    changed(made.member, summary_en="Text.")
    first = html(version_of(made.member, 2))
    changed(made.statement, slug="the-joint-statement")
    memory.forget()
    assert html(version_of(made.member, 2)) == first
    assert Client().get("/en/sources/sa-joint-statement/").status_code == 301


def test_a_source_that_was_withdrawn_later_is_not_marked_as_withdrawn_then(made):
    changed(made.member, summary_en="Text.")
    reason = {"withdrawn_reason_en": "A forgery.", "withdrawn_reason_hi": "जाली।"}
    changed(made.statement, status=Status.WITHDRAWN, **reason)
    assert "source withdrawn" in text("/en/members/pakistan/")
    assert "source withdrawn" not in text(version_of(made.member, 2))


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_every_kind_has_pages_of_its_versions_as_far_as_its_status_allows(model, status):
    """Also records that were written past saving, which no version was made of yet."""
    found = hidden.archive()[status][model]
    for code in CODES:
        for path in (listed(found, code), version_of(found, 1, code)):
            number = Client().get(path).status_code
            expected = 200 if found.is_readable else 404
            if found.version != 1 and path.endswith("/1/"):
                expected = 404
            assert number == expected, path


#: What stands beside the facts: what is known today, how to cite this page, what to do about an error.
BESIDE = ("Last evidence", "To cite", "Something wrong?")
#: What a term of office of today is told with on a person's page.
OF_TERMS = "Sources and disputes"


def facts_of(page: Reading) -> list[str]:
    """Every value of a page with what it is called, in its list of facts and in its box."""
    lists = [words(each) for each in page.all("dl") if each.get("class") in ("facts", "box")]
    rows = [(words(name), words(value)) for name, value in zip(page.all("dt"), page.all("dd"), strict=True)]
    return [
        f"{name}: {value}"
        for name, value in rows
        if not (name in BESIDE or OF_TERMS in value) and any(name in each and value in each for each in lists)
    ]


@pytest.mark.parametrize(
    "model", [each for each in PARENTS.values() if each is not SeedClaim], ids=lambda model: model.kind_name
)
def test_the_page_of_the_last_version_says_what_todays_page_says(model):
    """Made by the same forms and templates: of a record that nobody changed since, the facts are the same."""
    found = hidden.archive()[Status.PUBLISHED][model]
    path = address(model.kind_name, found.slug, "en")
    today = Client().get(path)
    if today.status_code == 302:
        return
    then = Reading(html(version_of(found, found.version)))
    facts = [facts_of(page) for page in (Reading(today.content.decode()), then)]
    assert facts[0] or model is Topic
    assert facts[0] == facts[1]


def test_pages_of_versions_ask_a_fixed_number_of_queries(made):
    def asked(path):
        memory.forget()
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(path).status_code == 200
        return len(queries)

    changed(made.event, summary_en="One.")
    changed(made.event, summary_en="Two.")
    few, page = asked(listed(made.event)), asked(version_of(made.event, 2))
    for number in range(18):
        source = Source.objects.create(
            slug=f"s{number}",
            title=f"S {number}",
            publisher_en="P",
            language="en",
            kind="press",
            status="published",
        )
        citations = Written.of(Event.objects.get(pk=made.event.pk)).citations
        more = citations[0].values | {"source": source.slug}
        commit(made.event, {"summary_en": f"Text {number}."}, [*citations, type(citations[0])(more)])
    assert asked(listed(made.event)) <= few + 1
    assert asked(version_of(made.event, made.event.version)) <= page + 4
