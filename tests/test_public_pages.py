"""Home, about, background and the seed text, as readers meet them."""

import pytest
from django.utils import timezone

from archive import memo
from archive.models import Event, Member, Post, Statement, Status, Topic
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def read(client, path) -> Reading:
    response = client.get(path)
    assert response.status_code == 200
    return Reading(response.content.decode())


def links(page: Reading) -> list[str]:
    return [element.get("href") for element in page.all("a")]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "43 members, known up to 1 May 2025"), ("hi", "43 सदस्य, जानकारी 1 मई 2025 तक")]
)
def test_home_says_how_many_are_members_and_up_to_when_that_is_known(client, lang, said):
    page = read(client, f"/{lang}/")
    assert said in page.text
    assert f"/{lang}/members/?on=2025-05-01" in links(page)


def test_home_asks_the_list_of_members_about_a_day(client):
    page = read(client, "/hi/")
    (form,) = (form for form in page.all("form") if form.get("action") == "/hi/members/")
    (day,) = (field for field in page.all("input") if field.get("name") == "on")
    assert day.get("type") == "date"
    assert day.get("value") == timezone.localdate().isoformat()
    assert form


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Raheel Sharif last shown in the post: 12 August 2023"),
        ("hi", "राहील शरीफ़ इस पद पर पिछली बार दिखे: 12 अगस्त 2023"),
    ],
)
def test_home_says_who_leads_it_and_when_that_was_last_known(client, lang, said):
    page = read(client, f"/{lang}/")
    assert said in page.text
    assert f"/{lang}/people/raheel-sharif/" in links(page)


def test_home_names_nobody_whose_post_is_not_published(client):
    Post.objects.filter(slug="military-commander").update(status=Status.DRAFT)
    memo.forget()
    assert "Raheel Sharif" not in read(client, "/en/").text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Why do reports say 41? There were 41 members from 28 December 2016 until 1 September 2022"),
        ("hi", "ख़बरों में 41 क्यों लिखा होता है? 28 दिसंबर 2016 से 1 सितंबर 2022 तक 41 सदस्य थे"),
    ],
)
def test_home_says_why_an_old_number_is_repeated_and_when_the_number_changed(client, lang, said):
    page = read(client, f"/{lang}/")
    assert said in page.text
    for day in ("2015-12-15", "2016-12-28", "2022-09-01", "2025-05-01"):
        assert f"/{lang}/members/?on={day}" in links(page)


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_home_gives_three_voices_in_the_original_and_translated(client, lang):
    page = read(client, f"/{lang}/")
    said = [link for link in links(page) if link.startswith(f"/{lang}/statements/")]
    slugs = [slug for link in said if (slug := link.split("/")[3])][:3]  # who changed position comes after
    kinds = [Statement.objects.get(slug=slug).kind for slug in slugs]
    assert kinds == ["support", "reservation", "decline"]
    for slug in slugs:
        statement = Statement.objects.get(slug=slug)
        assert page.text.index(statement.quote_original[:30]) < page.text.index(
            getattr(statement, f"quote_{lang}")[:20]
        )


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("en", "Who changed position within two days"), ("hi", "दो दिन में किसने रुख़ बदला")],
)
def test_home_says_who_changed_position_within_two_days(client, lang, heading):
    html = client.get(f"/{lang}/").content.decode()
    section = html.partition(f">{heading}</h2>")[2].partition("</section>")[0]
    for country in ("members/pakistan", "members/malaysia", "members/lebanon", "countries/indonesia"):
        assert f'href="/{lang}/{country}/"' in section
    indonesia = section.partition("/countries/indonesia/")[2].partition("</ol>")[0]
    assert indonesia.index("id-retno-2015-12-15") < indonesia.index("id-nasir-2015-12-16")
    assert "/members/oman/" not in section, "a year later is no change within two days"


def test_home_leads_to_every_part_with_its_number(client):
    page = read(client, "/en/")
    for path, number in (
        ("members", 43),
        ("events", 55),
        ("statements", 93),
        ("sources", 274),
        ("figures", 22),
    ):
        assert f"/en/{path}/" in links(page)
        entry = next(
            li for li in page.all("li") if words(li).startswith(path.title()) and str(number) in words(li)
        )
        assert entry


def test_home_shows_the_latest_events_first(client):
    page = read(client, "/en/")
    events = [link for link in links(page) if link.startswith("/en/events/") and link != "/en/events/"]
    stored = list(
        Event.objects.published().order_by("-date_sort", "-slug").values_list("slug", flat=True)[:5]
    )
    assert events == [f"/en/events/{slug}/" for slug in stored]


def test_home_tells_of_a_correction_and_not_of_first_publication(client):
    assert "Recently changed" not in read(client, "/en/").text
    member = Member.objects.get(slug="oman")
    member.save()
    page = read(client, "/en/")
    assert "Recently changed" in page.text
    assert "/en/members/oman/" in links(page)


def test_home_counts_only_what_is_published(client):
    Event.objects.filter(slug="2016-12-28-oman").update(status=Status.DRAFT)
    memo.forget()
    page = read(client, "/en/")
    assert "Events 54" in page.text


def test_about_says_that_the_archive_is_independent_and_how_to_correct_it(client, settings):
    settings.CORRECTIONS_ADDRESS = "corrections@archive.example"
    page = read(client, "/en/about/")
    assert "It is not the coalition’s own site" in page.text
    assert "CC BY-SA 4.0" in page.text
    assert "mailto:corrections@archive.example" in links(page)


def test_about_leads_to_the_form_for_errors_with_and_without_an_address(client, settings):
    for address in ("", "corrections@archive.example"):
        settings.CORRECTIONS_ADDRESS = address
        page = read(client, "/en/about/")
        assert "/en/report/" in links(page)
        assert ("write to us" in page.text) == bool(address)


def test_background_lists_the_topics_in_their_order(client):
    page = read(client, "/en/topics/")
    stored = Topic.objects.published().order_by("position").values_list("slug", flat=True)
    assert [link for link in links(page) if link.startswith("/en/topics/") and link != "/en/topics/"] == [
        f"/en/topics/{slug}/" for slug in stored
    ]
    assert "The coalition’s first declared aim is to protect Muslim countries" in page.text


def test_an_empty_list_of_topics_helps_on(client):
    Topic.objects.update(status=Status.DRAFT)
    page = read(client, "/en/topics/")
    assert "Nothing is published here yet." in page.text


COSTS = {"": 1, "about/": 1, "topics/": 2, "seed-text/": 3}


@pytest.mark.parametrize("path", COSTS)
def test_a_page_whose_counts_are_known_costs_few_queries(client, django_assert_num_queries, path):
    client.get(f"/en/{path}")
    with django_assert_num_queries(COSTS[path]):
        client.get(f"/en/{path}")
