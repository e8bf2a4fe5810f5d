"""Home, about, background and the seed text, as readers meet them."""

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from archive.models import Event, Member, SeedClaim, Status, Topic
from archive.public import memo
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def read(client, path) -> Reading:
    response = client.get(path)
    assert response.status_code == 200
    return Reading(response.content.decode())


def links(page: Reading) -> list[str]:
    return [element.get("href") for element in page.all("a")]


def test_home_says_how_many_are_members_today(client):
    page = read(client, "/en/")
    assert "43 states are certainly members today" in page.text


def test_home_asks_the_list_of_members_about_a_day(client):
    page = read(client, "/hi/")
    (form,) = (form for form in page.all("form") if form.get("action") == "/hi/members/")
    (day,) = (field for field in page.all("input") if field.get("name") == "on")
    assert day.get("type") == "date"
    assert day.get("value") == timezone.localdate().isoformat()
    assert form


def test_home_leads_to_every_part_with_its_number(client):
    page = read(client, "/en/")
    for path, number in (
        ("members", 43),
        ("events", 31),
        ("statements", 75),
        ("sources", 156),
        ("figures", 17),
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
    assert "Lately changed" not in read(client, "/en/").text
    member = Member.objects.get(slug="oman")
    member.save()
    page = read(client, "/en/")
    assert "Lately changed" in page.text
    assert "/en/members/oman/" in links(page)


def test_home_counts_only_what_is_published(client):
    Event.objects.filter(slug="2016-12-28-oman").update(status=Status.DRAFT)
    memo.forget()
    page = read(client, "/en/")
    assert "Events 30" in page.text


def test_about_says_that_the_archive_is_independent_and_how_to_correct_it(client, settings):
    settings.CORRECTIONS_ADDRESS = "corrections@archive.example"
    page = read(client, "/en/about/")
    assert "It is not the coalition’s own site" in page.text
    assert "CC BY-SA 4.0" in page.text
    assert "mailto:corrections@archive.example" in links(page)


def test_about_without_an_address_for_corrections_says_so(client, settings):
    settings.CORRECTIONS_ADDRESS = ""
    assert "no address for corrections" in read(client, "/en/about/").text


def test_background_lists_the_topics_in_their_order(client):
    page = read(client, "/en/topics/")
    stored = Topic.objects.published().order_by("position").values_list("slug", flat=True)
    assert [link for link in links(page) if link.startswith("/en/topics/") and link != "/en/topics/"] == [
        f"/en/topics/{slug}/" for slug in stored
    ]
    assert "The first aim declared is to protect Muslim countries" in page.text


def test_an_empty_list_of_topics_helps_on(client):
    Topic.objects.update(status=Status.DRAFT)
    page = read(client, "/en/topics/")
    assert "Nothing is published here yet." in page.text


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_seed_text_page_has_all_nineteen_claims_with_finding_and_sources(client, lang):
    page = read(client, f"/{lang}/seed-text/")
    claims = [element for element in page.all("li") if element.get("id").startswith("sc-")]
    assert [claim.get("id") for claim in claims] == [f"sc-{number:02}" for number in range(1, 20)]
    for claim, stored in zip(claims, SeedClaim.objects.order_by("position"), strict=True):
        assert getattr(stored, f"claim_{lang}") in words(claim)
        assert getattr(stored, f"finding_{lang}")[:40] in words(claim)
    listed = [
        element.get("id")
        for element in page.all("li")
        if element.get("id").startswith("s") and "-" not in element.get("id")
    ]
    cited = {link.removeprefix("#") for link in links(page) if link.startswith("#s") and "-" not in link}
    assert cited == set(listed)


def test_a_withdrawn_claim_stands_apart_with_its_reason(client):
    claim = SeedClaim.objects.get(slug="sc-05")
    claim.status, claim.withdrawn_reason_en = Status.WITHDRAWN, "Twice in the list."
    claim.save()
    text = read(client, "/en/seed-text/").text
    assert text.index("Twice in the list.") > text.index(SeedClaim.objects.get(slug="sc-19").claim_en)


def test_a_draft_claim_is_seen_by_staff_alone(client):
    SeedClaim.objects.filter(slug="sc-05").update(status=Status.DRAFT)
    assert 'id="sc-05"' not in client.get("/en/seed-text/").content.decode()
    editor = User.objects.create_user("asha", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="view_seedclaim"))
    client.force_login(editor)
    assert 'id="sc-05"' in client.get("/en/seed-text/").content.decode()


COSTS = {"": 1, "about/": 1, "topics/": 2, "seed-text/": 3}


@pytest.mark.parametrize("path", COSTS)
def test_a_page_whose_counts_are_known_costs_few_queries(client, django_assert_num_queries, path):
    client.get(f"/en/{path}")
    with django_assert_num_queries(COSTS[path]):
        client.get(f"/en/{path}")
