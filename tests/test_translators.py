"""Translators change the texts of one language and nothing else, whatever door they come through."""

import pytest

from archive.editing import copies, review
from archive.editing.checking import Refused
from archive.editing.saving import commit
from archive.entries.written import Cited, Written, citation_values
from archive.models import Version, WorkingCopy
from archive.sheets import import_rows
from archive.sheets.reading import Row
from archive.versions import history, undo
from tests.rooms import Form, person, publisher, records, text, url
from tests.test_translation_state import of, save

pytestmark = pytest.mark.django_db

HINDI = "Translator into Hindi"


@pytest.fixture
def made():
    return records()


@pytest.fixture
def meera():
    return person("Meera", HINDI)


def test_the_form_lets_them_write_one_language_and_read_the_others(made, meera):
    form = Form(meera, url(made.draft))
    assert {name for name in form.data if not name.startswith(("_", "csrf", "rough-"))} >= {
        "summary_hi",
        "why",
    }
    for name in ("summary_en", "status", "slug", "joined", "country", "citations-TOTAL_FORMS"):
        assert name not in form.data, name
    assert "The 41st." in text(form.response)
    form.data |= {"summary_en": "Forged.", "status": "in_review", "summary_hi": "इकतालीसवाँ सदस्य।"}
    assert form.submit().status_code == 302
    made.draft.refresh_from_db()
    assert (made.draft.summary_hi, made.draft.summary_en) == ("इकतालीसवाँ सदस्य।", "The 41st.")
    assert made.draft.status == "draft"


def test_the_group_for_english_writes_english(made):
    form = Form(person("Ben", "Translator into English"), url(made.draft))
    assert "summary_en" in form.data
    assert "summary_hi" not in form.data


def test_a_change_of_what_readers_see_goes_into_a_working_copy(made, meera, settings):
    form = Form(meera, url(made.event)).fill(summary_hi="परिषद रियाद में मिली।")
    assert form.submit("_copy").status_code == 302
    copy = WorkingCopy.objects.get()
    assert copy.author == meera.user
    review.submit(copy, by=meera.user)
    review.publish(copy, by=publisher().user, seen=copy.number)
    made.event.refresh_from_db()
    assert made.event.summary_hi == "परिषद रियाद में मिली।"
    settings.EDITORS_CHANGE_PUBLISHED = True
    assert commit(made.event, {"summary_hi": "परिषद मिली।"}, by=meera.user)


@pytest.mark.parametrize(
    "values",
    [{"summary_en": "Forged."}, {"status": "in_review"}, {"joined": "2017"}, {"rough": ["summary_en"]}],
    ids=lambda values: next(iter(values)),
)
def test_saving_itself_refuses_everything_else(made, meera, values):
    with pytest.raises(Refused):
        commit(made.draft, values, by=meera.user)
    if "status" not in values:  # which no working copy changes
        with pytest.raises(Refused):
            copies.propose(made.member, values, None, by=meera.user)


def test_nor_can_they_make_a_record_or_touch_its_citations(made, meera):
    new = {"slug": "new", "title_hi": "नई बैठक", "date": "2018", "kind": "meeting"}
    with pytest.raises(Refused):
        commit(type(made.event)(), new, by=meera.user)
    cited = [Cited(citation_values(made.citation) | {"source": "imctc-declaration-2017"})]
    with pytest.raises(Refused):
        commit(made.draft, {}, cited, by=meera.user)


def test_nor_can_they_say_of_the_other_language_that_it_is_still_right(made, meera):
    save(made.draft, summary_hi="इकतालीसवाँ।")
    save(made.draft, summary_hi="इकतालीसवाँ सदस्य।")
    assert of(made.draft)["en"] == "stale"
    with pytest.raises(Refused):
        commit(made.draft, {"stale": []}, by=meera.user, was=Written.of(made.draft))
    save(made.draft, summary_en="The 41st member.")
    commit(made.draft, {"summary_hi": "इकतालीसवाँ देश।"}, by=meera.user)
    made.draft.refresh_from_db()
    assert of(made.draft)["en"] == "stale"


def test_undoing_importing_and_lists_are_no_side_doors(made, meera):
    changed = save(made.draft, summary_en="The 41st member.", joined="2017").version
    with pytest.raises(Refused):
        undo.take_back(made.draft, changed, by=meera.user)
    with pytest.raises(Refused):
        undo.back_to(made.draft, history.before(changed), by=meera.user)
    row = Row(1, {"record": "member", "slug": "oman", "summary_en": "Forged."})
    assert import_rows([row], by=meera.user).problems
    fine = Row(1, {"record": "member", "slug": "oman", "summary_hi": "इकतालीसवाँ।"})
    assert not import_rows([fine], by=meera.user).problems
    page = meera.get("/en/admin/archive/member/")
    assert "submit_for_review" not in page.content.decode()
    assert meera.get("/en/admin/archive/member/add/").status_code == 403
    assert Version.objects.filter(who="Forged").count() == 0
