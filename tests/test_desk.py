"""The translation desk: counts, the next text, and saving by the same merge as the form."""

import re

import pytest

from archive.models import WorkingCopy
from tests.rooms import Form, editor, person, publisher, records, text
from tests.test_translation_state import of, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = records()
    made.event.refresh_from_db()
    return made


def desk(record, column, lang="en") -> str:
    return f"/{lang}/admin/desk/{record.kind_name}/{record.pk}/{column}/"


def test_the_desk_counts_what_waits_and_leads_to_it(made):
    save(made.event, summary_en="The council met in Jeddah.")
    client = publisher()
    page = client.get("/en/admin/desk/")
    said = text(page)
    assert "Members 1 of 2 done Hindi missing 1" in said
    assert "Events 0 of 1 done Hindi out of date 1 1 of 1 done" in said
    assert "/en/admin/archive/event/?texts=stale-hi" in page.content.decode()
    listed = client.get("/hi/admin/desk/?kind=event").content.decode()
    assert desk(made.event, "summary_hi", "hi") in listed
    assert "पुराना पड़ा" in listed
    assert client.get("/en/admin/desk/?kind=nonsense&p=x").status_code == 200
    assert 'href="/en/admin/desk/"' in client.get("/en/admin/").content.decode()


def test_the_next_text_is_saved_and_leads_to_the_one_after_it(made):
    save(made.event, summary_en="The council met in Jeddah.", title_en="First council of defence ministers")
    client = publisher()
    first = client.get("/en/admin/desk/next/hi/")
    assert first.url == desk(made.draft, "summary_hi")
    form = Form(client, first.url).fill(text="इकतालीसवाँ सदस्य।")
    after = client.get(form.submit("next").url)
    assert after.url == desk(made.event, "title_hi")
    made.draft.refresh_from_db()
    assert made.draft.summary_hi == "इकतालीसवाँ सदस्य।"
    skipped = Form(client, after.url).response.content.decode()
    assert "after=event%2F" in skipped
    page = Form(client, desk(made.event, "summary_hi"))
    assert "<del>Riyadh</del><ins>Jeddah</ins>" in page.response.content.decode()
    page.submit("right")
    made.event.refresh_from_db()
    assert of(made.event) == {"hi": "current", "en": "current"}
    assert of(made.event, "title")["hi"] == "stale"
    Form(client, desk(made.event, "title_hi")).fill(text="रक्षा मंत्रियों की प्रथम बैठक").submit("next")
    assert client.get("/en/admin/desk/next/hi/").url == "/en/admin/desk/"


def test_a_rough_text_may_be_saved_and_an_unchanged_one_is_not_confirmed_by_that(made):
    save(made.event, summary_en="The council met in Jeddah.")
    client = publisher()
    Form(client, desk(made.event, "summary_hi")).submit("stay")
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "stale"
    form = Form(client, desk(made.event, "summary_hi")).fill(text="परिषद जेद्दा में मिली।")
    form.data["rough"] = "on"
    form.submit("stay")
    made.event.refresh_from_db()
    assert of(made.event)["hi"] == "draft"


def test_two_translators_do_not_overwrite_each_other_unseen(made):
    client = publisher()
    mine = Form(client, desk(made.event, "summary_hi")).fill(text="मेरा पाठ।")
    save(made.event, summary_hi="उनका पाठ।")
    answer = mine.submit("next")
    assert answer.status_code == 200
    assert "<del>उनका</del>" in answer.content.decode()
    assert mine.data["text"] == "मेरा पाठ।"
    assert mine.submit("stay").status_code == 302
    made.event.refresh_from_db()
    assert made.event.summary_hi == "मेरा पाठ।"


def test_another_text_of_the_record_may_change_meanwhile(made):
    mine = Form(publisher(), desk(made.event, "summary_hi")).fill(text="मेरा पाठ।")
    save(made.event, place_en="Riyadh", summary_en="It met in Jeddah.")
    mine.submit("stay")
    made.event.refresh_from_db()
    assert (made.event.summary_hi, made.event.place_en) == ("मेरा पाठ।", "Riyadh")
    assert of(made.event)["hi"] == "stale"  # it was made from what the English said before


def test_an_editor_writes_into_a_working_copy_and_goes_on(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    save(made.event, summary_en="The council met in Jeddah.")
    client = editor()
    form = Form(client, desk(made.event, "summary_hi")).fill(text="परिषद जेद्दा में मिली।")
    form.submit("stay")
    copy = WorkingCopy.objects.get()
    made.event.refresh_from_db()
    assert made.event.summary_hi == "बैठक रियाद में हुई।"
    again = Form(client, desk(made.event, "summary_hi"))
    assert again.data["text"] == "परिषद जेद्दा में मिली।"
    again.fill(text="परिषद जेद्दा में इकट्ठा हुई।").submit("stay")
    copy.refresh_from_db()
    assert "इकट्ठा" in copy.data
    assert client.get("/en/admin/desk/next/hi/?after=member/1/summary").url == desk(made.draft, "summary_hi")


def test_what_two_languages_do_not_share_is_looked_at_before_readers_see_it(made):
    form = Form(publisher(), desk(made.event, "summary_hi")).fill(text="बैठक 2017 में रियाद में हुई।")
    answer = form.submit("stay")
    assert answer.status_code == 200
    assert "2017" in text(answer).partition("seem to say different things")[2]
    made.event.refresh_from_db()
    assert "2017" not in made.event.summary_hi
    box = re.search(r'name="_nevertheless" value="([^"]+)"', answer.content.decode())
    form.data |= {"_nevertheless": box[1]}
    assert form.submit("stay").status_code == 302
    made.event.refresh_from_db()
    assert "2017" in made.event.summary_hi


def test_what_they_do_not_share_in_a_working_copy_is_named_after_saving(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    form = Form(editor(), desk(made.event, "summary_hi")).fill(text="बैठक 2017 में रियाद में हुई।")
    answer = form.client.get(form.submit("stay").url)
    assert "2017 stands in the Hindi alone" in text(answer)


def test_who_may_not_write_is_not_let_in(made):
    hindi = person("Meera", "Translator into Hindi")
    assert hindi.get(desk(made.draft, "summary_hi")).status_code == 200
    assert hindi.get(desk(made.draft, "summary_en")).status_code == 403
    assert hindi.get("/en/admin/desk/next/en/").status_code == 403
    guest = person("Guest")
    for address in ("/en/admin/desk/", "/en/admin/desk/next/hi/", desk(made.draft, "summary_hi")):
        assert guest.get(address).status_code == 403, address
    client = publisher()
    for address in (
        "member/1/slug/",
        "nonsense/1/summary_hi/",
        f"member/{2**63}/summary_hi/",
        "member/9/role_hi/",
    ):
        assert client.get(f"/en/admin/desk/{address}").status_code == 404, address
    for after in ("member/9/role", "x", "member/²/role", "event/1/slug", "%00"):
        assert client.get(f"/en/admin/desk/next/hi/?after={after}").status_code == 302, after


def test_the_desk_asks_the_database_no_more_for_more_records(made, django_assert_max_num_queries):
    client = publisher()
    client.get("/en/admin/desk/?kind=member")
    for number in range(30):
        country = type(made.oman).objects.create(
            slug=f"c{number}", code=f"X{number}", name_en=f"Country {number}"
        )
        type(made.draft).objects.create(slug=f"c{number}", country=country, summary_en="One more.")
    with django_assert_max_num_queries(45):
        assert client.get("/en/admin/desk/?kind=member").content.count(b"summary_hi") == 31
    with django_assert_max_num_queries(25):
        client.get("/en/admin/desk/next/hi/")
