"""What is done to several records at once says of each what became of it."""

import pytest

from archive.models import Citation, Country, Member, Status
from tests.rooms import editor, publisher, records, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def act(client, action, *chosen, lang="en"):
    address = f"/{lang}/admin/archive/{chosen[0]._meta.model_name}/"
    data = {"action": action, "_selected_action": [record.pk for record in chosen]}
    return client.post(address, data, follow=True)


def test_an_editor_submits_for_review(made):
    page = text(act(editor(), "submit_for_review", made.draft, made.member))
    assert "“Oman” is now “in review”." in page
    assert "“Pakistan” was not changed: from “published” it cannot go there." in page
    made.draft.refresh_from_db()
    assert made.draft.status == Status.IN_REVIEW
    assert made.draft.version > 1


def test_a_publisher_publishes_what_has_its_sources_and_reads_what_lacks_them(made):
    iran = Country.objects.create(slug="iran", code="IR", name_en="Iran")
    ready = Member.objects.create(slug="iran", country=iran, joined="2016")
    Citation.objects.create(member=ready, claim="joined", source=made.declaration)
    page = text(act(publisher(), "publish", made.draft, ready, made.member))
    assert "“Oman” was not changed. This cannot be published yet. No source stands behind: Joined." in page
    assert "“Iran” is now “published”." in page
    assert "“Pakistan” is already “published”." in page
    made.draft.refresh_from_db()
    ready.refresh_from_db()
    assert (made.draft.status, ready.status) == (Status.DRAFT, Status.PUBLISHED)
    assert ready.published_at


def test_what_is_done_is_in_the_history_of_the_record(made):
    client = editor("Asha")
    act(client, "submit_for_review", made.draft)
    page = text(client.get(f"/en/admin/archive/member/{made.draft.pk}/history/"))
    assert "Asha in review Status Version 2" in page


def test_the_messages_are_in_the_language_of_the_page(made):
    assert "“ओमान” अब “समीक्षा में” है।" in text(act(editor(), "submit_for_review", made.draft, lang="hi"))


def test_a_name_with_a_percent_sign_is_said_as_it_is(made):
    Country.objects.filter(pk=made.oman.pk).update(name_en="100%(s) Oman", name_hi="")
    assert "“100%(s) Oman” was not changed." in text(act(publisher(), "publish", made.draft))


def test_what_the_form_would_refuse_is_refused_here_too(made):
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration)
    Member.objects.filter(pk=made.draft.pk).update(left="2014")
    assert "The day of leaving lies before the day of joining." in text(
        act(publisher(), "publish", made.draft)
    )
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "7 records are now “in review”."), ("hi", "7 प्रविष्टियाँ अब “समीक्षा में” हैं।")]
)
def test_what_went_well_with_many_is_one_sentence(made, lang, said):
    many = [Country.objects.create(slug=f"land-{n}", code=f"X{n}", name_en=f"Land {n}") for n in range(7)]
    page = text(act(editor(), "submit_for_review", *many, lang=lang))
    assert said in page
    assert "“Land 3”" not in page
