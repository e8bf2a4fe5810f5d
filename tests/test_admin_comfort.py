"""Small things that cost editors time: addresses, order, names instead of keys, what has to be filled in."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from archive.models import Citation, Country, Event, Person, Post, Source, Term, regions
from archive.spelling.addresses import readable
from tests.rooms import Form, administrator, editor, text, url
from tests.rooms_browser import PHONE, violations

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/en/admin/archive/event/add/"


def new_event(client, **values):
    form = Form(client, ADD)
    return form.fill(slug="", date="3 February 2024", kind="meeting", **values)


@pytest.mark.parametrize(
    ("titles", "slug"),
    [
        ({"title_hi": "रियाद में दूसरी बैठक"}, "riyad-men-dusri-baithak"),
        ({"title_hi": "बैठक २०२४"}, "baithak-2024"),
        ({"title_hi": "दूसरी बैठक", "title_en": "The second council"}, "the-second-council"),
    ],
)
def test_a_new_record_gets_an_address_from_its_name(made, titles, slug):
    assert new_event(editor(), **titles).submit().status_code == 302
    assert Event.objects.order_by("-pk").first().slug == slug


def test_a_proposed_address_is_nobody_elses(made):
    client = editor()
    for _time in range(2):
        assert new_event(client, title_hi="दूसरी बैठक").submit().status_code == 302
    slugs = list(Event.objects.order_by("pk").values_list("slug", flat=True))[-2:]
    assert slugs == ["dusri-baithak", "dusri-baithak-2"]


def test_a_new_term_is_called_after_its_person_and_its_post(made):
    ali = Person.objects.create(slug="ali-hasan", name_hi="अली हसन")
    post = Post.objects.create(slug="chief-speaker", office_hi="मुख्य प्रवक्ता", country=made.oman)
    client = administrator()
    for slug in ("ali-hasan-chief-speaker", "ali-hasan-chief-speaker-2"):
        form = Form(client, "/en/admin/archive/term/add/").fill(person=str(ali.pk), post=str(post.pk))
        assert form.submit().status_code == 302
        assert Term.objects.order_by("-pk").first().slug == slug


def test_without_a_name_an_address_is_asked_for(made):
    answer = new_event(editor(), title_hi="").submit()
    assert answer.status_code == 200
    assert "id_slug" in answer.content.decode()
    assert not Event.objects.filter(date="2024-02-03").exists()


def test_what_must_be_filled_in_says_so(made):
    page = editor().get(ADD).content.decode()
    assert page.count('class="needed"') >= 3
    assert "आवश्यक" in editor("Ravi").get("/hi/admin/archive/event/add/").content.decode()


def test_sources_are_named_and_not_keyed_in_claims_and_headings(made):
    said = text(editor().get(url(made.member)))
    assert (
        "Joint Statement on the formation of the Islamic Military Alliance · Embassy of Saudi Arabia · 2015"
        in said
    )
    assert ": sa-joint-statement" not in said


def test_a_note_in_one_language_is_on_the_list_of_that_translation(made):
    Citation.objects.filter(member=made.member).update(note_hi="केवल हिंदी में", note_en="")
    found = text(editor().get("/en/admin/archive/member/?texts=missing-en"))
    assert "Pakistan" in found
    Citation.objects.filter(member=made.member).update(note_en="In English as well")
    assert (
        "Pakistan"
        not in text(editor("Ravi").get("/en/admin/archive/member/?texts=missing-en")).partition("Filter")[0]
    )


LONG = "https://example.org/समाचार/" + "गठबंधन-की-घोषणा-" * 9


def test_a_hindi_address_is_kept_as_it_reads(made):
    encoded = quote(LONG, safe=":/")
    assert len(encoded) > 600
    form = Form(editor(), url(made.statement)).fill(url=encoded)
    assert form.submit().status_code == 302
    stored = Source.objects.get(pk=made.statement.pk)
    assert stored.url == LONG
    version = stored.version
    form = Form(form.client, url(made.statement)).fill(url=encoded)
    assert form.submit().status_code == 302
    assert Source.objects.get(pk=made.statement.pk).version == version


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://example.org/a%20b%2Fc", "https://example.org/a%20b%2Fc"),
        ("https://example.org/%E0%A4%95", "https://example.org/क"),
        ("https://example.org/%FF%E0", "https://example.org/%FF%E0"),
        ("https://example.org/%E2%80%8B%E2%80%AE", "https://example.org/%E2%80%8B%E2%80%AE"),
        ("https://example.org/?q=%C3%A9&x=%26", "https://example.org/?q=é&x=%26"),
    ],
)
def test_only_letters_are_read_out_of_an_address(address, read):
    assert readable(address) == read
    assert readable(read) == read


def test_the_choices_of_a_list_are_made_once(made, monkeypatch):
    for number in range(20):
        Country.objects.create(
            slug=f"c{number}", code=f"X{number:02}", name_en=f"C{number}", kind="state", m49="145"
        )
    assert regions.choices() is regions.choices()
    assert editor().get("/en/admin/archive/country/").status_code == 200


def test_citations_are_moved_by_buttons(signed_in, made):
    page = signed_in(f"/en/admin/archive/member/{made.member.pk}/change/")
    page.click("#citations-1 .up")
    assert page.locator(".citations [role=status]").inner_text() == "Now citation 1 of 2"
    assert page.input_value("#id_citations-1-position") == "1"
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    order = Citation.objects.filter(member=made.member).order_by("position", "pk")
    assert [each.source for each in order] == [made.declaration, made.statement]


def test_the_buttons_that_save_are_in_sight_on_a_phone(signed_in, made):
    page = signed_in(f"/hi/admin/archive/member/{made.member.pk}/change/", PHONE)
    expect(page.locator("input[name=_continue]")).to_be_in_viewport(ratio=1)
    bar = page.locator(".submit-row").bounding_box()
    assert bar["height"] < 90
    assert violations(page) == []
