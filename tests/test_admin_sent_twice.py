"""A form that is sent twice is saved once, and the second sending is answered like the first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from archive.models import Citation, Event, Member, Submission, Topic
from archive.models.search import Alias
from tests.rooms import Form, administrator, editor, publisher, text, url
from tests.rooms import submitted as inputs

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/en/admin/archive/event/add/"


def again(form, client=None, button="_continue"):
    """Send what the form holds, and follow to where it leads."""
    return (client or form.client).post(form.address, {**form.data, button: "1"}, follow=True)


def new_event(client, made):
    form = Form(client, ADD)
    form.fill(slug="second-council", date="3 February 2024", kind="meeting", title_en="Second council")
    return form.fill(**{"citations-0-claim": "date", "citations-0-source": str(made.declaration.pk)})


# One after the other ---------------------------------------------------------------------------------------


def test_a_new_citation_that_is_sent_twice_is_stored_once(made):
    form = Form(editor(), url(made.member))
    form.add_citation(claim="summary", source=str(made.declaration.pk), quote="Sent twice.")
    first, second = again(form), again(form)
    assert Citation.objects.filter(quote="Sent twice.").count() == 1
    assert Member.objects.get(pk=made.member.pk).version == made.member.version + 1
    assert first.redirect_chain == second.redirect_chain
    for said in (text(first), text(second)):
        assert "was changed successfully" in said
        assert "while you were writing" not in said


def test_a_new_record_that_is_sent_twice_is_made_once(made):
    form = new_event(editor(), made)
    first, second = again(form), again(form)
    assert Event.objects.filter(title_en="Second council").count() == 1
    assert first.redirect_chain == second.redirect_chain
    for said in (text(first), text(second)):
        assert "was added successfully" in said
        assert "Another record has this already" not in said


def test_whichever_button_sends_it_again(made):
    form = new_event(editor(), made)
    assert again(form, button="_save").redirect_chain == again(form, button="_continue").redirect_chain
    assert Event.objects.filter(title_en="Second council").count() == 1


def test_what_is_wrong_is_said_each_time_and_can_be_mended(made):
    form = Form(editor(), url(made.member)).fill(joined="05/06/2024")
    held = dict(form.data)
    for _time in range(2):
        form.data = dict(held)
        assert "5 June 2024" in text(form.submit())
    assert form.fill(joined="5 June 2024").submit().status_code == 302
    assert Member.objects.get(pk=made.member.pk).joined == "2024-06-05"


def test_a_page_that_was_saved_and_comes_back_with_another_text_is_shown_before_it_is_saved(made):
    form = Form(editor(), url(made.member)).fill(summary_en="First.")
    form.add_citation(claim="summary", source=str(made.declaration.pk), quote="Once.")
    before = dict(form.data)
    assert form.submit().status_code == 302
    form.data = before
    said = text(form.fill(summary_en="Second thoughts.").submit())
    assert "This page was saved before" in said
    assert "Stored now: First." in said
    assert form.data["summary_en"] == "Second thoughts."
    assert form.submit().status_code == 302
    assert Member.objects.get(pk=made.member.pk).summary_en == "Second thoughts."
    assert Citation.objects.filter(quote="Once.").count() == 1


def test_a_new_record_that_comes_back_with_another_address_is_not_made_twice_unasked(made):
    form = new_event(editor(), made)
    before = dict(form.data)
    assert form.submit().status_code == 302
    form.data = before
    assert "This form was saved before" in text(form.fill(slug="second-council-again").submit())
    assert Event.objects.filter(title_en="Second council").count() == 1
    assert form.submit().status_code == 302
    assert Event.objects.filter(title_en="Second council").count() == 2


def test_nobody_is_answered_with_what_somebody_else_sent(made):
    form = Form(editor("Asha"), url(made.member)).fill(summary_en="Asha’s.")
    assert form.submit().status_code == 302
    other = editor("John")
    assert "also changed this" in text(other.post(form.address, {**form.data, "summary_en": "John’s."}))
    assert Member.objects.get(pk=made.member.pk).summary_en == "Asha’s."


def test_every_form_that_is_rendered_has_a_name_of_its_own(made):
    client = editor()
    names = {Form(client, ADD).data["_submission"] for _time in range(3)}
    assert len(names) == 3
    assert all(len(name) >= 16 for name in names)


def test_records_made_beside_a_choice_are_made_once(made):
    form = Form(administrator(), "/en/admin/archive/country/add/?_popup=1")
    form.fill(slug="gabon", code="GA", name_en="Gabon", kind="state", _popup="1")
    first, second = form.client.post(form.address, form.data), form.client.post(form.address, form.data)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert b"Gabon" in second.content


def test_a_record_that_is_deleted_twice_is_said_to_be_deleted(made):
    client = administrator()
    form = Form(client, url(made.draft, "change"))
    page = client.get(url(made.draft, "delete"))
    data = {"post": "yes", "_submission": page.context["submission"]}
    assert data["_submission"] in page.content.decode()
    answers = [client.post(url(made.draft, "delete"), data, follow=True) for _time in range(2)]
    for answer in answers:
        assert "was deleted successfully" in text(answer)
    assert form.submit().status_code == 200  # kept, to make it anew


def test_what_is_done_to_several_records_is_done_once(made):
    client = publisher()
    room = "/en/admin/archive/member/"
    page = client.get(room)
    assert f'value="{page.context["submission"]}"' in page.content.decode()
    data = {
        "action": "submit_for_review",
        "_selected_action": [str(made.draft.pk)],
        "_submission": page.context["submission"],
    }
    for _time in range(2):
        said = text(client.post(room, data, follow=True))
        assert "is now “in review”" in said
        assert "already" not in said


def test_words_of_the_search_that_are_sent_twice_are_stored_once(made):
    form = Form(administrator(), "/en/admin/archive/alias/add/").fill(form="IMAFT", canonical="alliance")
    for _time in range(2):
        assert "was added successfully" in text(again(form))
    assert Alias.objects.filter(form="IMAFT").count() == 1


def test_what_was_sent_long_ago_is_forgotten(made):
    client = editor()
    Form(client, url(made.member)).fill(summary_en="Long ago.").submit()
    Submission.objects.update(made_at=timezone.now() - timedelta(days=30))
    Form(client, url(made.member)).fill(summary_en="Today.").submit()
    assert Submission.objects.count() == 1


# In the same moment ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["add", "change"])
def test_two_that_arrive_in_the_same_moment_are_saved_once(made, kind):
    client = editor()
    if kind == "add":
        form = new_event(client, made)
    else:
        form = Form(client, url(made.event))
        form.add_citation(claim="summary", source=str(made.declaration.pk), quote="At once.")
    start = Barrier(4)

    def send(_number):
        try:
            start.wait(timeout=30)
            return client.post(form.address, {**form.data, "_continue": "1"})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, answers[0].url)}
    if kind == "add":
        assert Event.objects.filter(title_en="Second council").count() == 1
    else:
        assert Citation.objects.filter(quote="At once.").count() == 1
        assert Event.objects.get(pk=made.event.pk).version == made.event.version + 1


def test_a_double_click_in_a_browser_stores_once(signed_in, made):
    page = signed_in("/en/admin/archive/topic/add/")
    page.fill("#id_title_en", "Founding")
    page.fill("#id_slug", "founding")
    page.fill("#id_body_en", "How it was founded.")
    page.locator("input[name=_continue]").dblclick(delay=20)
    page.wait_for_selector(".messagelist .success")
    assert page.locator(".messagelist li").count() == 1
    assert "was added successfully" in page.locator(".messagelist").inner_text()
    assert Topic.objects.count() == 1


def test_a_double_click_without_scripts_stores_once(browser, live_server, signed_in, made):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/en/admin/login/?next=/en/admin/archive/topic/add/")
    page.fill("#id_username", "vikram")
    page.fill("#id_password", "a long password")
    page.click("input[type=submit]")
    page.fill("#id_title_en", "Founding")
    page.fill("#id_slug", "founding")
    page.fill("#id_body_en", "How it was founded.")
    page.locator("input[name=_continue]").dblclick(delay=50)
    page.wait_for_selector(".messagelist .success")
    assert "was added successfully" in page.locator(".messagelist").inner_text()
    assert page.locator(".errornote").count() == 0
    assert Topic.objects.count() == 1
    context.close()


def test_a_form_shown_again_is_another_form(made):
    form = Form(editor(), url(made.member))
    name = form.data["_submission"]
    answer = form.fill(joined="05/06/2024").submit()
    assert inputs(answer.content)["_submission"] != name
