"""Who sees a working copy, its preview and the queue, and who decides."""

import pytest
from django.test import Client

from archive import revision
from archive.entries.written import Written
from archive.models import Citation, Version, WorkingCopy
from tests.copies_made import (
    State,
    act,
    begun,
    client_of,
    copy_form,
    fresh,
    in_an_hour,
    page,
    records_with_paragraphs,
    submitted,
)
from tests.rooms import Form, administrator, editor, person, publisher, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_copy(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False


@pytest.fixture
def made():
    return records_with_paragraphs()


@pytest.mark.parametrize(("lang", "word"), [("en", "Jeddah"), ("hi", "जेद्दा")])
def test_a_preview_is_the_real_page_and_leaves_nothing_behind(made, lang, word):
    Form(publisher(), url(made.event)).fill(kind="visit").submit("_save")
    copy = begun(made.event, place_en="Jeddah", place_hi="जेद्दा")
    reader = Client()
    address = f"/{lang}/events/{made.event.slug}/"
    before, number = reader.get(address), revision.current()
    versions = Version.objects.count()
    answer = client_of(copy).get(page(copy, f"preview/{lang}/"))
    assert answer.status_code == 200
    assert word in text(answer)
    html = answer.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "no-store" in answer["Cache-Control"]
    assert f'<html lang="{lang}"' in html
    after = reader.get(address)
    assert after.content == before.content
    assert after["ETag"] == before["ETag"]
    assert word not in text(after)
    assert (revision.current(), Version.objects.count()) == (number, versions)


@pytest.mark.parametrize("name", ["member", "event", "pakistan", "statement"])
def test_every_kind_of_record_has_a_preview(made, name):
    record = getattr(made, name)
    field = {"member": "summary_en", "event": "summary_en", "pakistan": "name_en", "statement": "note_en"}[
        name
    ]
    copy = begun(record, **{field: "A wholly new text."})
    answer = client_of(copy).get(page(copy, "preview/en/"))
    assert answer.status_code == 200
    assert "Readers do not see this yet." in text(answer)


def test_what_stands_in_a_form_is_previewed_without_being_saved(made):
    form = Form(publisher(), url(made.event)).fill(place_en="Riyadh")
    answer = form.client.post(form.address, {**form.data, "_preview": "en"})
    assert answer.status_code == 200
    assert "Riyadh" in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert fresh(made.event).place_en == ""
    assert not Version.objects.exists()
    assert form.submit("_save").status_code == 302
    assert fresh(made.event).place_en == "Riyadh"


def test_a_new_record_is_previewed_before_it_is_saved(made):
    form = Form(publisher(), "/en/admin/archive/event/add/")
    form.fill(slug="visit", date="2018", kind="visit", title_en="A visit to come")
    answer = form.client.post(form.address, {**form.data, "_preview": "en"})
    assert answer.status_code == 200
    assert "A visit to come" in text(answer)
    assert not type(made.event).objects.filter(slug="visit").exists()


# Doors ------------------------------------------------------------------------------------------------------


def guest_of_sources():
    from django.contrib.auth.models import Permission

    client = person("Guest")
    client.user.user_permissions.set(Permission.objects.filter(codename__in=["view_source", "change_source"]))
    return client


PEOPLE = {
    "editor": (lambda: editor("Edith"), {"queue", "copy", "preview", "form"}),
    "publisher": (lambda: publisher("Paul"), {"queue", "copy", "preview", "form"}),
    "administrator": (administrator, {"queue", "copy", "preview", "form"}),
    "editor of another kind": (guest_of_sources, {"queue"}),
    "staff without permission": (lambda: person("Nobody"), set()),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_opens_the_doors_that_are_theirs(made, who):
    copy = submitted(made.event, place_en="Riyadh")
    make, open_ = PEOPLE[who]
    client = make()
    doors = {
        "queue": "/en/admin/copies/",
        "copy": page(copy),
        "preview": page(copy, "preview/en/"),
        "form": url(made.event, "copy"),
    }
    answers = {name: client.get(address).status_code for name, address in doors.items()}
    assert answers == {name: 200 if name in open_ else 403 for name in doors}
    assert ("Riyadh" in client.get("/en/admin/copies/").content.decode()) is False
    for name, address in doors.items():
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].startswith("/en/admin/login/")) == (302, True), name


@pytest.mark.parametrize("button", ["publish", "approve", "return", "reject"])
@pytest.mark.parametrize("who", ["editor", "editor of another kind", "staff without permission", "reader"])
def test_nobody_but_publishers_decides(made, button, who):
    copy = submitted(made.event, place_en="Riyadh")
    client = Client() if who == "reader" else PEOPLE[who][0]()
    act(client, copy, button, comment="So be it.", publish_at=in_an_hour())
    assert copy.state == State.SUBMITTED
    assert fresh(made.event).place_en == ""


def test_an_author_who_is_an_editor_does_not_publish_the_own_copy(made):
    copy = begun(made.event, place_en="Riyadh")
    act(client_of(copy), copy, "publish")
    assert copy.state == State.WRITING
    act(editor("John"), copy, "discard")
    assert copy.state == State.WRITING


@pytest.mark.parametrize(("lang", "said"), [("en", "saved as a working copy"), ("hi", "कार्य-प्रति के रूप में")])
@pytest.mark.parametrize("how", ["take_back", "only", "back_to"])
def test_what_an_editor_takes_back_of_a_public_record_is_a_working_copy(made, how, lang, said):
    boss = publisher()
    Form(boss, url(made.event)).fill(place_en="Riyadh").submit("_save")
    number = fresh(made.event).version
    if how == "back_to":
        number -= 1
    address = url(made.event, f"history/{number}", lang)
    asha = editor("Asha")
    assert said in text(asha.get(address))
    posted = {how: "place_en" if how == "only" else "1", "seen": fresh(made.event).version, "why": "Not so."}
    answer = asha.post(address, posted, follow=True)
    assert fresh(made.event).place_en == "Riyadh"
    copy = WorkingCopy.objects.get()
    assert answer.redirect_chain == [(page(copy).replace("/en/", f"/{lang}/"), 302)]
    assert (copy.author, copy.why, copy.state) == (asha.user, "Not so.", State.WRITING)
    assert "<del>Riyadh</del>" in answer.content.decode()
    act(asha, copy, "submit")
    act(boss, copy, "publish")
    assert fresh(made.event).place_en == ""


def test_what_an_editor_takes_back_goes_into_the_copy_that_there_is(made):
    boss, asha = publisher(), editor("Asha")
    Form(boss, url(made.event)).fill(place_en="Riyadh").submit("_save")
    number = fresh(made.event).version
    copy = begun(made.event, asha, place_hi="जेद्दा")
    asha.post(url(made.event, f"history/{number}"), {"take_back": "1"})
    copy.refresh_from_db()
    values = Written.from_json(copy.data).values
    assert (values["place_en"], values["place_hi"]) == ("", "जेद्दा")
    copy_form(asha, made.event).fill(place_en="Mecca").submit("_copy")
    answer = asha.post(url(made.event, f"history/{number}"), {"take_back": "1"}, follow=True)
    assert "Nothing was taken back: Place (English)" in text(answer)
    Form(boss, url(made.event)).fill(place_en="Medina").submit("_save")
    answer = editor("John").post(url(made.event, f"history/{number}"), {"take_back": "1"}, follow=True)
    assert "changed again since" in text(answer)


def test_where_editors_change_what_is_public_they_take_it_back_at_once(made, settings):
    settings.EDITORS_CHANGE_PUBLISHED = True
    Form(publisher(), url(made.event)).fill(place_en="Riyadh").submit("_save")
    editor().post(url(made.event, f"history/{fresh(made.event).version}"), {"take_back": "1"})
    assert fresh(made.event).place_en == ""
    assert not WorkingCopy.objects.exists()


def test_pages_of_copies_are_kept_by_no_cache(made):
    copy = submitted(made.event, place_en="Riyadh")
    client = client_of(copy)
    for address in (page(copy), "/en/admin/copies/", url(made.event, "copy"), page(copy, "preview/hi/")):
        assert "no-store" in client.get(address)["Cache-Control"], address


@pytest.mark.parametrize("state", ["", "submitted", "published", "all", "nonsense"])
def test_the_queue_is_filtered(made, state):
    submitted(made.event, place_en="Riyadh")
    answer = editor("John").get(f"/hi/admin/copies/?state={state}&p=9")
    assert answer.status_code == 200
    assert ("Asha" in text(answer)) is (state != "published")


def test_a_copy_with_many_citations_is_shown_in_few_queries(made, django_assert_max_num_queries):
    Citation.objects.bulk_create(
        Citation(event=made.event, claim="summary", source=made.declaration, locator=f"p. {n}", position=n)
        for n in range(100)
    )
    copy = begun(made.event, place_en="Riyadh")
    client = client_of(copy)
    with django_assert_max_num_queries(60):
        form = copy_form(client, made.event)
    assert form.data["citations-TOTAL_FORMS"] == "102"
