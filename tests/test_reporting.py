"""“Report an error”: from a page to the editors' list, and what keeps machines out."""

import re
from datetime import timedelta

import html5lib
import pytest
from django.core import signing
from django.db import OperationalError
from django.utils import timezone

from archive import revision
from archive.models import Report
from archive.public import reporting
from tests.rooms import editor, person, publisher, text

pytestmark = pytest.mark.django_db

WRONG = "Oman joined on 28 December, the page says 27."


def inputs(html: str) -> dict:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))


def shown(seconds: int = 60) -> str:
    return signing.dumps(int((timezone.now() - timedelta(seconds=seconds)).timestamp()), salt=reporting.SALT)


def send(client, lang="en", **values):
    address = values.pop("REMOTE_ADDR", "192.0.2.1")
    data = {"page": f"/{lang}/members/", "text": WRONG, "shown": shown(), "contact": "", **values}
    return client.post(f"/{lang}/report/", data, REMOTE_ADDR=address)


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_reader_reports_from_any_page_and_is_thanked(client, lang):
    page = client.get(f"/{lang}/events/?sort=newest").content.decode()
    href = re.search(rf'href="(/{lang}/report/\?page=[^"]+)"', page)[1].replace("&amp;", "&")
    form = client.get(href)
    assert form.status_code == 200
    html = form.content.decode()
    assert inputs(html)["page"] == f"/{lang}/events/?sort=newest"
    assert not form.cookies
    assert form.headers["Cache-Control"] == "private, no-store"
    answer = send(client, lang, page=inputs(html)["page"], contact="reader@example.org")
    assert answer.status_code == 303
    thanks = client.get(answer["Location"])
    assert thanks.status_code == 200
    assert not answer.cookies
    (report,) = Report.objects.all()
    assert (report.page, report.text, report.contact) == (
        f"/{lang}/events/?sort=newest",
        WRONG,
        "reader@example.org",
    )
    assert (report.state, report.language) == ("open", lang)


def test_a_report_changes_no_page(client):
    before = revision.current()
    send(client)
    assert Report.objects.count() == 1
    assert revision.current() == before


@pytest.mark.parametrize("path", ["/en/", "/hi/", "/en/about/", "/en/nothing/"])
def test_every_page_leads_to_the_form(client, path):
    assert re.search(r'href="/\w\w/report/', client.get(path).content.decode())


@pytest.mark.parametrize(
    "page",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/en/nothing/at/all/", "/en/admin/",
     "javascript:x", "/en/members/\n", "/en/" + "x" * 600, "/en/members/<script>", "\ud800", "/healthz"],
)  # fmt: skip
def test_only_pages_of_our_own_are_named(client, page):
    html = client.get("/en/report/", {"page": page.encode("utf-8", "surrogatepass")}).content.decode()
    assert inputs(html)["page"] == ""
    assert send(client, page=page.encode("utf-8", "replace").decode()).status_code == 303
    assert Report.objects.get().page == ""


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"text": ""}, "Write in a sentence what is wrong"),
        ({"text": "  no   "}, "Write in a sentence what is wrong"),
        ({"text": "x" * 4002}, "too long by 2 letters"),
        ({"contact": "y" * 201}, "longer than an address"),
        ({"shown": ""}, "had been open for long"),
        ({"shown": "forged:1"}, "had been open for long"),
        ({"shown": shown}, "within a moment"),
    ],
)
def test_what_is_refused_is_kept_and_says_what_to_do(client, values, says):
    values = {name: value(0) if callable(value) else value for name, value in values.items()}
    answer = send(client, **values)
    assert answer.status_code == 422
    assert says in text(answer)
    typed = {"text": WRONG, "contact": "", **values}
    tree = html5lib.parse(answer.content, transport_encoding="utf-8", namespaceHTMLElements=False)
    assert "".join(tree.find(".//textarea").itertext()) == typed["text"]
    assert tree.find(".//input[@id='contact']").get("value") == typed["contact"]
    assert inputs(answer.content.decode())["page"] == "/en/members/"
    assert not Report.objects.exists()


def test_who_was_too_fast_need_only_press_again(client):
    token = shown(1)
    html = send(client, shown=token).content.decode()
    assert inputs(html)["shown"] == token


def test_a_machine_that_fills_in_everything_is_thanked_and_not_heard(client):
    answer = send(client, website="https://spam.example")
    assert answer.status_code == 303
    assert not Report.objects.exists()


def test_other_sites_cannot_send_it(client):
    data = {"text": WRONG, "shown": shown()}
    answer = client.post("/en/report/", data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_one_address_cannot_flood_and_others_are_not_kept_out(client):
    for number in range(reporting.FROM_ONE):
        assert send(client, text=f"{WRONG} Page {number}").status_code == 303
    answer = send(client)
    assert answer.status_code == 429
    assert "Many reports have come in" in text(answer)
    assert WRONG in text(answer)
    assert send(client, REMOTE_ADDR="192.0.2.2").status_code == 303
    Report.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert send(client).status_code == 303


def test_all_together_cannot_flood_either(client, monkeypatch):
    monkeypatch.setattr(reporting, "FROM_ALL", 3)
    answers = [send(client, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)]
    assert answers == [303, 303, 303, 429, 429]


def test_one_line_of_ipv6_counts_as_one(client):
    hosts = [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8:0:0:a::3",
        "2001:db8::b:0:0:4",
        "2001:db8::c5",
        "2001:db8::6",
    ]
    answers = [send(client, text=f"{WRONG} {host}", REMOTE_ADDR=host).status_code for host in hosts]
    assert answers == [303, 303, 303, 303, 303, 429]


def test_what_is_sent_twice_is_stored_once(client):
    """A double click, a lost answer, Back and “Send”, which brings a new form."""
    first = [send(client, shown=shown(seconds)).status_code for seconds in (60, 60, 30)]
    for number in range(reporting.FROM_ONE - 1):
        send(client, text=f"{WRONG} Page {number}")
    assert [*first, send(client).status_code] == [303, 303, 303, 303]
    assert Report.objects.filter(text=WRONG).count() == 1
    send(client, REMOTE_ADDR="192.0.2.7")
    assert Report.objects.count() == reporting.FROM_ONE + 1


def test_the_form_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/hi/report/?page=/hi/members/")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u202eOman\u202c joined on\u200b the 28th.", "Oman joined on the 28th."),
        ("Oman\a joined \x1b[31mon the 28th.", "Oman joined [31mon the 28th."),
        ("Oman joined\r\non the 28th.", "Oman joined\non the 28th."),
        ("\u200b" * 20, None),
        ("\u2066\u2069" * 20, None),
        ("\u3000\u2800" * 20, None),
    ],
)
def test_signs_that_nobody_sees_are_no_report_and_stay_outside(client, typed, stored):
    assert send(client, text=typed).status_code == (303 if stored else 422)
    assert list(Report.objects.values_list("text", flat=True)) == ([stored] if stored else [])


def test_lines_count_as_in_the_browser(client):
    assert send(client, text="x\r\n" * (reporting.MOST // 2)).status_code == 303


def test_what_cannot_be_stored_is_kept_on_the_page(client, monkeypatch):
    def locked(**_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Report.objects, "get_or_create", locked)
    answer = send(client, contact="reader@example.org")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "cannot be stored at the moment" in text(answer)
    assert WRONG in text(answer)
    assert "reader@example.org" in answer.content.decode()


def test_no_address_is_stored(client):
    send(client, REMOTE_ADDR="2001:db8::1")
    report = Report.objects.get()
    assert "2001" not in report.sender
    assert re.fullmatch("[0-9a-f]{32}", report.sender)


def test_other_methods_are_refused(client):
    assert client.put("/en/report/").status_code == 405


def test_the_form_is_valid_html_with_labels(client):
    for path in ("/hi/report/?page=/hi/members/", "/hi/report/thanks/"):
        parser = html5lib.HTMLParser()
        parser.parse(client.get(path).content.decode())
        assert parser.errors == []


def test_editors_have_a_list_with_states_and_change_nothing_that_was_sent(client):
    send(client)
    report = Report.objects.get()
    asha = editor()
    listed = asha.get("/en/admin/archive/report/?state__exact=open")
    assert WRONG in text(listed)
    change = f"/en/admin/archive/report/{report.pk}/change/"
    assert WRONG in text(asha.get(change))
    asha.post(change, {"state": "answered", "note": "Mended.", "text": "changed"})
    report.refresh_from_db()
    assert (report.state, report.note, report.text, report.handled_by) == (
        "answered",
        "Mended.",
        WRONG,
        asha.user,
    )
    assert report.handled_at
    asha.get("/en/admin/")  # shows what was saved
    assert WRONG not in text(asha.get("/en/admin/archive/report/?state__exact=open"))
    assert asha.get("/en/admin/archive/report/add/").status_code == 403


def test_many_are_dismissed_at_once(client):
    for number in range(3):
        send(client, REMOTE_ADDR=f"192.0.2.{number}")
    vikram = publisher()
    pks = list(Report.objects.values_list("pk", flat=True))
    vikram.post("/en/admin/archive/report/", {"action": "mark_dismissed", "_selected_action": pks})
    assert set(Report.objects.values_list("state", "handled_by")) == {("dismissed", vikram.user.pk)}


def test_who_has_no_right_sees_no_report(client):
    send(client)
    assert person("Nobody").get("/en/admin/archive/report/").status_code == 403
    assert client.get("/en/admin/archive/report/").status_code == 302
