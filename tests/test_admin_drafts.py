"""Nothing typed is lost on the way: a copy in the browser, offered on return, gone once it is saved."""

import pytest
from playwright.sync_api import expect

from archive.models import Citation, Member
from tests.rooms import Form, editor, url
from tests.rooms_browser import violations

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "What took the whole morning to write."
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('archive-draft:')).length"


@pytest.fixture
def opened(signed_in, made):
    return signed_in(address(made))


def address(made, lang="en") -> str:
    return f"/{lang}/admin/archive/member/{made.member.pk}/change/"


def type_in(page, text=TYPED):
    page.fill("#id_summary_en", text)
    page.wait_for_timeout(700)
    assert page.evaluate(COPIES) == 1


def site(page) -> str:
    return page.url.split("/en/admin/")[0].split("/hi/admin/")[0]


def test_what_was_typed_is_offered_on_return_and_put_back(opened, made):
    page = opened
    expect(page.locator("#draft-offer")).to_be_hidden()
    type_in(page)
    page.check("#id_founding") if not page.is_checked("#id_founding") else page.uncheck("#id_founding")
    founding = page.is_checked("#id_founding")
    page.wait_for_timeout(600)
    page.goto(f"{site(page)}/en/admin/")
    page.goto(f"{site(page)}{address(made)}")
    expect(page.locator("#draft-offer")).to_be_visible()
    expect(page.locator("#draft-offer .since")).to_be_hidden()
    assert page.input_value("#id_summary_en") == made.member.summary_en
    assert violations(page) == []
    page.click("#draft-offer .restore")
    assert page.input_value("#id_summary_en") == TYPED
    assert page.is_checked("#id_founding") == founding
    expect(page.locator("#draft-offer")).to_be_hidden()
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert Member.objects.get(pk=made.member.pk).summary_en == TYPED
    assert page.evaluate(COPIES) == 0
    expect(page.locator("#draft-offer")).to_be_hidden()


def test_what_is_thrown_away_is_gone(opened, made):
    page = opened
    type_in(page)
    page.goto(f"{site(page)}{address(made)}")
    page.click("#draft-offer .discard")
    assert page.evaluate(COPIES) == 0
    page.reload()
    page.wait_for_timeout(300)
    expect(page.locator("#draft-offer")).to_be_hidden()


def test_leaving_with_unsaved_text_is_warned_of_and_saving_is_not(opened, made):
    page = opened
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.click("#id_summary_en")
    page.keyboard.type("More. ")
    page.evaluate("setTimeout(() => { location.href = '/en/admin/'; }, 0)")
    page.wait_for_timeout(800)
    assert asked == ["beforeunload"]
    assert page.url.endswith(address(made))
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert asked == ["beforeunload"]
    page.goto(f"{site(page)}{address(made)}")
    page.goto(f"{site(page)}/en/admin/")  # nothing was typed
    assert asked == ["beforeunload"]


def test_changing_the_language_takes_the_text_along(opened, made):
    page = opened
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_in(page)
    page.click(".languages a")
    page.wait_for_url("**/hi/admin/**")
    expect(page.locator("#draft-restored")).to_be_visible()
    assert page.input_value("#id_summary_en") == TYPED
    assert asked == []


def test_a_new_citation_comes_back_with_its_source(opened, made):
    page = opened
    page.click("#citations-group .add-row a")
    page.select_option("#id_citations-2-claim", "summary")
    page.focus("#citations-2 .select2-selection")
    page.keyboard.press("Enter")
    page.wait_for_selector(".select2-search__field:focus")
    page.keyboard.type("declaration")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('imctc-declaration-2017')")
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)
    page.reload()
    page.click("#draft-offer .restore")
    assert page.input_value("#id_citations-2-claim") == "summary"
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert Citation.objects.filter(member=made.member, claim="summary", source=made.declaration).exists()
    assert page.evaluate(COPIES) == 0


def test_what_others_saved_meanwhile_stays_and_is_told_of(opened, made):
    page = opened
    type_in(page)
    assert Form(editor(), url(made.member)).fill(summary_hi="बीच में सहेजा गया।").submit().status_code == 302
    page.goto(f"{site(page)}{address(made)}")
    expect(page.locator("#draft-offer .since")).to_be_visible()
    page.click("#draft-offer .restore")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    stored = Member.objects.get(pk=made.member.pk)
    assert (stored.summary_en, stored.summary_hi) == (TYPED, "बीच में सहेजा गया।")


def test_a_form_that_was_refused_is_unsaved_and_kept(opened, made):
    page = opened
    type_in(page)
    page.fill("#id_joined", "05/06/2024")
    page.click("input[name=_continue]")
    page.wait_for_selector(".errornote")
    page.wait_for_timeout(300)
    assert page.evaluate(COPIES) == 1
    page.goto(f"{site(page)}{address(made)}")
    page.click("#draft-offer .restore")
    assert page.input_value("#id_summary_en") == TYPED
    assert page.input_value("#id_joined") == "05/06/2024"


def test_signing_out_takes_every_copy_away(opened, made):
    page = opened
    type_in(page)
    page.click("#logout-form button")
    page.wait_for_load_state("load")
    assert page.evaluate(COPIES) == 0


def test_a_copy_is_offered_to_nobody_else(opened, made):
    page = opened
    type_in(page)
    key = page.evaluate("Object.keys(localStorage).find(key => key.startsWith('archive-draft:'))")
    assert page.locator("form[data-draft]").get_attribute("data-draft") in key
    other = Form(editor(), url(made.member))
    assert other.response.content.decode().count(f'data-draft="{other.client.user.pk}-member-') == 1
    assert f'data-draft="{key.partition(":")[2]}"' not in other.response.content.decode()


def test_a_form_sent_twice_takes_its_copy_away(made):
    form = Form(editor(), url(made.member)).fill(summary_en=TYPED)
    data = {**form.data, "_continue": "1"}
    for _time in range(2):
        answer = form.client.post(form.address, data)
        assert answer.status_code == 302
        assert answer.cookies["saved"].value == form.data["_draft"]


def test_a_form_that_was_not_saved_keeps_its_copy(made):
    form = Form(editor(), url(made.member)).fill(joined="05/06/2024")
    assert "saved" not in form.submit().cookies
