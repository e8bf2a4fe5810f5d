"""Pages of single records, as readers find them."""

import re

import pytest
from django.utils import timezone

from archive.models import Country, Event, Member, OldSlug, Status, Version
from tests.reading import Reading, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LANGUAGES = ("hi", "en")


def facts(page: Reading) -> dict[str, str]:
    """The definition list of a page, name to value."""
    names, values = page.all("dt"), page.all("dd")
    return {words(name): words(value) for name, value in zip(names, values, strict=True)}


# What a page says


def test_a_member_page_has_its_facts_with_numbered_sources(client):
    page = read(client, "/en/members/oman/")
    assert words(page.one("h1")) == "Oman"
    assert facts(page)["Joined"].startswith("28 December 2016\u2060 [1]")
    assert facts(page)["Region"] == "Western Asia"
    numbered = {element.get("href") for element in page.all("a") if element.get("href").startswith("#s")}
    listed = {
        f"#{element.get('id')}" for element in page.all("li") if re.fullmatch(r"s\d+", element.get("id"))
    }
    assert numbered == listed != set()


def test_sources_that_disagree_stand_side_by_side(client):
    page = read(client, "/en/members/oman/")
    dispute = next(element for element in page.all("div") if "dispute" in element.get("class"))
    text = words(dispute)
    assert text.startswith("Sources disagree 28 December 2016 followed here")
    assert "29 December 2016" in text


def test_a_contested_standing_is_told_in_the_order_of_its_days(client):
    text = facts(read(client, "/en/members/pakistan/"))["Standing"]
    assert text.startswith("contested at first, then confirmed")
    days = re.findall(r"1\d December 2015", text)
    assert days == sorted(days)
    assert len(days) == 7


def test_codes_of_the_archive_are_no_words_for_readers(client):
    for slug in ("pakistan", "lebanon", "qatar"):
        text = read(client, f"/en/members/{slug}/").text
        for code in ("not-consulted", "contested-", "interrupted-", "excerpt", "quoted-in"):
            assert code not in text


def test_a_statement_tells_its_wordings_apart(client):
    page = read(client, "/hi/statements/joint-2015-12-15/")
    quotations = page.all("blockquote")
    assert len(quotations) == 3, "the original, the published wording and ours"
    spoken = {
        element.lang: words(element)
        for element in page.all("p")
        if words(element) and any(words(element) in words(quotation) for quotation in quotations)
    }
    assert spoken["en"].startswith("a duty to protect the Islamic nation")
    assert "इस्लामी राष्ट्र की रक्षा" in spoken["hi"]
    assert "الإرهابية" in spoken["ar"]
    kinds = [words(element) for element in page.all("footer")[:2]]
    assert kinds[0] != kinds[1]
    assert (
        sum("embassy version" in words(item) or "military alliance" in words(item) for item in page.all("q"))
        == 2
    )


def test_a_source_page_lists_everything_it_supports(client):
    page = read(client, "/en/sources/sa-joint-statement/")
    text = page.text
    for name in (
        "Oman",
        "Türkiye",
        "Pakistan",
        "Joint statement naming 34 states",
        "Mandate, footing and names",
    ):
        assert (name in text) == (name != "Oman")
    assert facts(page)["How much of it was seen"] == "opening read"
    link = next(a for a in page.all("a") if a.get("href").startswith("https://embassies.mofa.gov.sa"))
    assert link.get("rel") == "noopener nofollow"


def test_a_source_whose_heading_was_not_seen_says_so(client):
    page = read(client, "/en/sources/okaz-2015-12-16/")
    assert words(page.one("h1")) == "Okaz (via Sauress)"
    assert "The heading of this document was not seen" in page.text


def test_a_topic_cites_by_number(client):
    page = read(client, "/hi/topics/mandate/")
    (first, *_) = (element for element in page.all("a") if element.get("href") == "#s1")
    assert words(first) == "[1]"
    assert next(element for element in page.all("li") if element.get("id") == "s1")
    arabic = [spoken for spoken in page.spoken if "التحالف" in spoken.text]
    assert {spoken.lang for spoken in arabic} == {"ar"}


def test_a_figure_says_what_it_really_counted(client):
    page = read(client, "/en/figures/2016-03-27-39/")
    assert words(page.one("h1")) == "39"
    assert "attendance, not membership" in page.text


@pytest.mark.parametrize(("lang", "number"), [("en", "more than 10"), ("hi", "10 से अधिक")])
def test_a_figure_is_said_in_the_word_order_of_the_page(client, lang, number):
    page = read(client, f"/{lang}/figures/2015-12-15-10/")
    assert words(page.one("h1")) == number
    assert facts(page)[{"en": "Number", "hi": "संख्या"}[lang]].startswith(number)


@pytest.mark.parametrize(("lang", "voice"), [("en", "General knowledge"), ("hi", "सामान्य जानकारी")])
def test_what_nobody_published_is_named_in_the_language_of_the_page(client, lang, voice):
    text = read(client, f"/{lang}/members/afghanistan/").text
    assert text.count(voice) >= 2  # beside what it says of the standing, and in the list of sources
    assert "This archive" not in text
    assert ("General knowledge" in text) == (lang == "en")


def test_related_records_are_linked(client):
    page = read(client, "/en/members/pakistan/")
    links = {element.get("href") for element in page.all("a")}
    assert "/en/statements/pk-chaudhry-2015-12-15/" in links
    assert "/en/events/2016-02-north-thunder/" in links
    statement = read(client, "/en/statements/pk-chaudhry-2015-12-15/")
    assert "/en/members/pakistan/" in {element.get("href") for element in statement.all("a")}


def test_what_was_only_announced_is_not_told_as_having_happened(client):
    page = " ".join(client.get("/en/members/togo/").content.decode().split())
    line, _, text = page.partition('class="rail"')
    assert "Planned meeting with the Togolese authorities (announced only)" in line
    assert (
        "announced only"
        in text.partition("Planned meeting with the Togolese authorities")[2].partition("</li>")[0]
    )
    assert (
        "announced only"
        not in text.partition("Togolese delegates take up their posts")[2].partition("</li>")[0]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_how_to_cite_it_in_each_language(client, settings, lang):
    page = read(client, f"/{lang}/members/oman/")
    lines = [words(element) for element in page.all("p") if element.get("class") == "citation"]
    assert len(lines) == 2
    for code, name, line in zip(LANGUAGES, ("ओमान", "Oman"), lines, strict=True):
        assert name in line
        assert f"{settings.SITE_URL}/{code}/members/oman/" in line


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "statements/us-carter-2015-12-15/",
            ("“ऐश कार्टर, 15 दिसंबर 2015: ", "“Ash Carter, 15 December 2015: "),
        ),
        ("figures/2022-09-01-42/", ("“42 सदस्य? केन्या समेत सदस्य”", "“42 members? members with Kenya”")),
    ],
)
def test_what_many_records_share_does_not_name_them_in_a_citation(client, path, names):
    page = read(client, f"/en/{path}")
    lines = [words(element) for element in page.all("p") if element.get("class") == "citation"]
    for name, line in zip(names, lines, strict=True):
        assert line.startswith(name)


def test_a_page_says_when_it_was_last_changed(client):
    member = Member.objects.get(slug="oman")
    member.changed_at = timezone.datetime(2026, 3, 5, 12, tzinfo=timezone.get_current_timezone())
    member.save(keep_times=True)
    assert "Last changed on 5 March 2026, version 2." in read(client, "/en/members/oman/").text


# Addresses


def test_the_country_of_a_member_leads_to_the_member(client):
    answer = client.get("/hi/countries/oman/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/hi/members/oman/")


def test_a_country_that_is_no_member_has_a_page(client):
    assert words(read(client, "/en/countries/china/").one("h1")) == "China"


def test_an_old_address_leads_to_the_new_one(client):
    event = Event.objects.get(slug="2016-12-28-oman")
    event.slug = "2016-12-28-oman-joins"
    event.save()
    answer = client.get("/en/events/2016-12-28-oman/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/events/2016-12-28-oman-joins/")


def test_an_old_address_of_a_draft_leads_nowhere(client):
    event = Event.objects.get(slug="2016-12-28-oman")
    OldSlug.objects.create(kind="event", slug="oman-joins", present=event.slug)
    Event.objects.filter(pk=event.pk).update(status=Status.DRAFT)
    assert client.get("/en/events/oman-joins/").status_code == 404


@pytest.mark.parametrize(
    "kind", ["members", "countries", "events", "statements", "sources", "figures", "topics"]
)
def test_what_was_never_there_is_not_found(client, kind):
    page = read(client, f"/en/{kind}/nobody/", 404)
    assert "There is nothing at this address" in page.text


# Languages


def test_a_text_in_the_other_language_is_marked_as_such(client):
    member = Member.objects.get(slug="oman")
    member.summary_hi = ""
    member.save()
    page = read(client, "/hi/members/oman/")
    spoken = next(each for each in page.spoken if "letter of accession" in each.text and not each.bare)
    assert spoken.lang == "en"
    links = {element.get("hreflang") for element in page.all("link") if element.get("hreflang")}
    assert links == set(), "a page that is not translated has no twin"


def test_a_page_in_two_languages_names_both(client, settings):
    page = read(client, "/hi/members/oman/")
    links = {
        element.get("hreflang"): element.get("href")
        for element in page.all("link")
        if element.get("hreflang")
    }
    assert links == {
        "hi": f"{settings.SITE_URL}/hi/members/oman/",
        "en": f"{settings.SITE_URL}/en/members/oman/",
        "x-default": f"{settings.SITE_URL}/members/oman/",
    }


def test_a_country_without_a_name_in_the_language_of_the_page(client):
    Country.objects.filter(slug="oman").update(name_hi="")
    page = read(client, "/hi/members/oman/")
    name = next(each for each in page.spoken if each.text == "Oman" and not each.bare)
    assert name.lang == "en"


def test_parameters_change_nothing(client):
    plain = client.get("/en/members/oman/").content
    assert client.get("/en/members/oman/?utm_source=x&page=2").content == plain


# Cost

#: Queries of a page that has not changed: the revision, the record, what stands behind it, what points at it;
#: once for each revision, where a word leads to the glossary, what is in that.
COSTS = {
    # Ten of these are asked once for each revision: memberships with their evidence, shared disputes, posts.
    "members/pakistan/": 19,
    "countries/china/": 10,
    "countries/oman/": 3,
    "events/2015-12-15-joint-statement/": 8,
    "statements/pk-chaudhry-2015-12-15/": 7,
    "people/raheel-sharif/": 9,
    "posts/military-commander/": 5,
    "terms/raheel-sharif-military-commander/": 6,
    "sources/sa-joint-statement/": 4,
    "figures/2016-03-27-39/": 3,
    "topics/mandate/": 4,
}


@pytest.mark.parametrize("path", COSTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_costs_a_fixed_number_of_queries(client, django_assert_num_queries, lang, path):
    with django_assert_num_queries(COSTS[path]):
        client.get(f"/{lang}/{path}")


def test_what_was_only_loaded_is_no_correction(client):
    assert Version.objects.exists()
    assert "Nothing that was public has been corrected yet." in read(client, "/en/corrections/").text
