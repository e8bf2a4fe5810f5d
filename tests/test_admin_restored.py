"""What a browser lays over a form - after Back, a reload, a restored tab - is never taken for a decision.

Chromium obeys `autocomplete="off"`; as other browsers may not, every trial is made without it as well.
"""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from archive.models import Citation, Member
from tests.rooms import Form, publisher, text
from tests.rooms import url as address

pytestmark = pytest.mark.django_db(transaction=True)

CLAIMS = ("role", "standing", "summary", "joined")


@pytest.fixture
def member(made):
    """A member with four citations of four claims."""
    made.member.citations.all().delete()
    for position, claim in enumerate(CLAIMS):
        Citation.objects.create(
            member=made.member, claim=claim, source=made.statement, position=position, note_en=f"On {claim}."
        )
    return made.member


def claims(member) -> list[str]:
    cited = Citation.objects.filter(member=member).order_by("position")
    return [f"{each.claim}: {each.note_en}" for each in cited]


def left(*names) -> list[str]:
    return [f"{name}: On {name}." for name in names]


def without_autocomplete(page):
    """As if the browser did not know `autocomplete="off"`."""

    def stripped(route):
        if route.request.resource_type != "document":
            return route.continue_()
        answer = route.fetch(max_redirects=0)
        if "text/html" not in answer.headers.get("content-type", ""):
            return route.fulfill(response=answer)
        return route.fulfill(response=answer, body=answer.text().replace('autocomplete="off"', ""))

    page.route("**/admin/archive/**", stripped)


@pytest.fixture(params=["obeying", "restoring"])
def manners(request):
    return request.param


@pytest.fixture
def open_member(signed_in, member, manners):
    page = signed_in("/en/admin/")
    if manners == "restoring":
        without_autocomplete(page)
    return signed_in(f"/en/admin/archive/member/{member.pk}/change/")


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/en/admin/login/")
    page.fill("#id_username", "vikram")
    page.fill("#id_password", "a long password")
    page.click("input[type=submit]")


@pytest.fixture
def plain(browser, live_server, member, manners):
    """The form in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    if manners == "restoring":
        without_autocomplete(page)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/en/admin/archive/member/{member.pk}/change/")
    yield page
    context.close()


def delete_and_come_back(page):
    page.locator("#id_citations-0-DELETE").check()
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.go_back()
    page.wait_for_load_state("load")


def test_back_and_save_deletes_nothing_twice_and_moves_no_claim(open_member, member):
    page = open_member
    delete_and_come_back(page)
    page.fill("#id_summary_en", "A typo mended.")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert claims(member) == left("standing", "summary", "joined")
    member.refresh_from_db()
    assert member.summary_en == "A typo mended."


def test_back_and_save_without_scripts_deletes_nothing_twice(plain, member):
    delete_and_come_back(plain)
    plain.fill("#id_summary_en", "A typo mended.")
    plain.click("input[name=_continue]")
    assert claims(member) == left("standing", "summary", "joined")
    if not plain.locator(".messagelist .success").count():  # then it was asked for once more, text and all
        assert "earlier visit" in plain.locator(".errorlist").first.inner_text()
        assert plain.input_value("#id_summary_en") == "A typo mended."
        plain.click("input[name=_continue]")
    member.refresh_from_db()
    assert member.summary_en == "A typo mended."
    assert claims(member) == left("standing", "summary", "joined")


def withdraw(member):
    other = publisher("Asha")
    form = Form(other, address(member))
    form.fill(status="withdrawn", withdrawn_reason_hi="भूल", withdrawn_reason_en="A mistake.")
    assert form.submit().status_code == 302


def test_what_another_publisher_withdrew_stays_withdrawn_after_back_and_save(open_member, member):
    page = open_member
    page.fill("#id_summary_en", "First.")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    withdraw(member)
    page.go_back()
    page.wait_for_load_state("load")
    page.fill("#id_summary_en", "Second.")
    page.click("input[name=_continue]")
    page.wait_for_load_state("load")
    member.refresh_from_db()
    assert member.status == "withdrawn"
    assert claims(member) == left(*CLAIMS)


def test_what_another_publisher_withdrew_stays_withdrawn_without_scripts(plain, member):
    plain.fill("#id_summary_en", "First.")
    plain.click("input[name=_continue]")
    withdraw(member)
    plain.go_back()
    for _press in range(2):  # asked for once more, it is still a text that is sent and not a choice
        plain.fill("#id_summary_en", "Second.")
        plain.click("input[name=_continue]")
        member.refresh_from_db()
        assert member.status == "withdrawn"
    assert member.summary_en == "Second."
    assert claims(member) == left(*CLAIMS)


def test_a_reloaded_form_shows_what_is_stored(open_member, member):
    page = open_member
    page.select_option("#id_standing", "undisputed")
    page.locator("#id_citations-1-DELETE").check()
    Member.objects.get(pk=member.pk).save()
    Citation.objects.filter(member=member, claim="role").delete()
    page.reload()
    page.click("input[name=_continue]")
    page.wait_for_load_state("load")
    assert claims(member) == left("standing", "summary", "joined")
    member.refresh_from_db()
    assert member.standing == "contested-then-confirmed"


def test_a_page_says_that_it_took_away_what_the_browser_had_laid_over_it(open_member, manners):
    page = open_member
    delete_and_come_back(page)
    said = page.locator("#laid-over")
    expect(said).to_be_visible() if manners == "restoring" else expect(said).to_be_hidden()
    assert page.locator("#id_citations-0-DELETE").is_checked() is False


def test_a_page_out_of_the_back_forward_cache_that_was_sent_is_fetched_anew(open_member, member):
    page = open_member
    page.evaluate("""() => document.querySelector("#member_form").addEventListener("submit",
        (event) => event.preventDefault())""")
    page.click("input[name=_continue]")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


def test_the_add_form_that_is_laid_over_is_not_saved_unasked(browser, live_server, made):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    without_autocomplete(page)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/en/admin/archive/topic/add/")
    page.fill("#id_title_en", "Founding")
    page.fill("#id_body_en", "How it was founded.")
    page.fill("#id_slug", "founding")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.go_back()
    page.fill("#id_slug", "founding-again")
    page.click("input[name=_continue]")
    assert "earlier visit" in page.locator(".errorlist").first.inner_text()
    assert page.input_value("#id_title_en") == "Founding"
    context.close()


# The same without a browser: what a server sees -------------------------------------------------------------


def test_rows_in_another_order_than_they_were_shown_in_are_not_believed(member):
    form = Form(publisher("Asha"), address(member))
    first, second = form.data["citations-0-id"], form.data["citations-1-id"]
    form.fill(**{"citations-0-id": second, "citations-1-id": first})
    assert "earlier visit" in text(form.submit())
    assert claims(member) == left(*CLAIMS)


def test_texts_of_citations_that_were_laid_over_can_be_copied(member):
    form = Form(publisher("Asha"), address(member))
    form.fill(_held="of another page", **{"citations-2-note_en": "Typed for half an hour.", "left": "2020"})
    page = text(form.submit())
    assert "Typed for half an hour." in page
    assert form.data["citations-2-note_en"] == "On summary."
    assert form.data["left"] == "2020"
    assert form.submit().status_code == 302
    assert claims(member) == left(*CLAIMS)
    member.refresh_from_db()
    assert member.left == "2020"


@pytest.mark.parametrize(("lang", "words"), [("hi", "पिछली बार"), ("en", "earlier visit")])
def test_it_is_said_in_both_languages(member, lang, words):
    form = Form(publisher("Asha"), address(member, lang=lang)).fill(_held="")
    assert words in text(form.submit())


def test_nobody_else_is_held_up(member):
    assert User.objects.filter(username="vikram").exists()
    form = Form(publisher("Asha"), address(member)).fill(summary_en="Once.")
    assert form.submit().status_code == 302
