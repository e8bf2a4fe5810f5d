"""What no form of ours sends, sent to every door of the rooms: an error in the form, or a clean refusal."""

import itertools
import random

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from archive.models.search import Alias
from tests.rooms import Form, administrator, editor, records, submitted, text, url

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
#: What stands in an input instead of what belongs there.
ODD = (
    "abc",
    "²",
    "-1",
    "99999",
    "9" * 30,
    "1.5",
    "१२",
    "\x00",
    "a\x00b",
    "\ud800",
    "\ufffe",
    "{}",
    "[]",
    "None",
    "1'--",
    "🙂" * 300,
    "x" * 5000,
    "0000-00-00",
    "9999-99-99",
    "1e400",
    "",
)
#: What stands in an address instead of the number of a record.
ODD_KEYS = (
    "²",
    "9" * 30,
    "-1",
    "0",
    "abc",
    "1.5",
    "%00",
    "a%00b",
    "%ED%A0%80",
    "_5F",
    "1_2F",
    "१",
    "__",
    "%25",
)


@pytest.fixture
def made():
    made = records()
    made.alias = Alias.objects.create(form="IMAFT", canonical="alliance")
    return made


@pytest.fixture
def root():
    client = administrator()
    client.raise_request_exception = False
    return client


def encoded(data) -> bytes:
    """As a browser would send it, or somebody who sends what a browser cannot."""
    pairs = [
        (name, one) for name, value in data.items() for one in (value if isinstance(value, list) else [value])
    ]
    return urlencode(
        [(n.encode("utf-8", "surrogatepass"), v.encode("utf-8", "surrogatepass")) for n, v in pairs]
    ).encode()


def send(client, address, data):
    return client.post(address, encoded(data), content_type=FORM)


def forms(made) -> list[str]:
    """Every page of the rooms that has a form to send."""
    found = []
    for record in (made.member, made.draft, made.pakistan, made.statement, made.event, made.alias):
        found += [url(record), url(record, "delete"), url(record, "add").replace(f"/{record.pk}/", "/")]
    user, group = User.objects.get(username="Root"), Group.objects.first()
    found += [f"/en/admin/auth/user/{user.pk}/password/", f"/en/admin/auth/user/{user.pk}/change/"]
    found += [
        "/en/admin/auth/user/add/",
        f"/en/admin/auth/group/{group.pk}/change/",
        "/en/admin/password_change/",
    ]
    return found


def lists() -> list[str]:
    with translation.override("en"):
        return [
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            for model in admin.site._registry
        ]


def held(client, address) -> dict:
    try:
        return submitted(client.get(address).content)
    except IndexError:  # a page whose form has no name
        return {"post": "yes"}


def is_clean(answer) -> bool:
    """Whether it is a page or a refusal."""
    return answer.status_code in (200, 302, 400, 403, 404, 405)


def test_no_odd_value_in_any_input_is_a_failure(made, root):
    values = itertools.cycle(ODD)
    for address in forms(made):
        data = held(root, address)
        for name in data:
            value = next(values)
            answer = send(root, address, {**data, name: value, "_continue": "1"})
            assert is_clean(answer), (address, name, value, answer.status_code)


@pytest.mark.parametrize("name", ["country", "citations-0-source", "citations-0-claim", "citations-0-id"])
def test_no_odd_choice_is_a_failure(made, root, name):
    data = held(root, url(made.member))
    for value in ODD:
        assert is_clean(send(root, url(made.member), {**data, name: value})), value


def test_no_odd_choice_of_several_is_a_failure(made, root):
    data = held(root, url(made.event))
    for value in ODD:
        chosen = [str(made.oman.pk), value]
        assert is_clean(send(root, url(made.event), {**data, "participants": chosen})), value


def test_no_odd_count_of_citations_is_a_failure(made, root):
    address = url(made.member)
    data = held(root, address)
    for value in ODD:
        for names in (["TOTAL"], ["INITIAL"], ["TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM"]):
            sent = {**data, **{f"citations-{name}_FORMS": value for name in names}}
            assert is_clean(send(root, address, sent)), (names, value)
    for name in ("citations-TOTAL_FORMS", "citations-INITIAL_FORMS"):
        answer = send(root, address, {key: value for key, value in data.items() if key != name})
        assert answer.status_code == 200
        assert answer.content.count(b"errornote") == 1


@pytest.mark.parametrize(
    "name",
    [
        "citations-²-claim",
        "citations--1-claim",
        "citations-१-claim",
        f"citations-{'9' * 30}-claim",
        "citations-__prefix__-claim",
        "citations--claim",
        "citations-",
        "\x00",
        "\ud800",
        "_changelist_filters",
        "_to_field",
        "_popup",
        "_saveasnew",
        "_addanother",
        "_opened",
    ],
)
def test_no_odd_name_of_an_input_is_a_failure(made, root, name):
    data = held(root, url(made.member))
    for value in ("²", "", "\x00"):
        assert is_clean(send(root, url(made.member), {**data, name: value})), value


@pytest.mark.parametrize("seed", range(2))
def test_no_mixture_of_odd_values_is_a_failure(made, root, seed):
    chance = random.Random(seed)
    for address in forms(made):
        data = held(root, address)
        for _time in range(1):
            names = chance.sample(sorted(data), min(len(data), chance.randint(1, 8)))
            sent = {**data, **{name: chance.choice(ODD) for name in names}}
            for name in chance.sample(sorted(data), min(len(data), chance.randint(0, 3))):
                sent.pop(name, None)
            assert is_clean(send(root, address, sent)), (address, names, sent)


def test_no_odd_action_of_a_list_is_a_failure(made, root):
    values = itertools.cycle(ODD)
    for address in lists():
        for value in itertools.islice(values, 2):
            for data in (
                {"action": value, "_selected_action": [str(made.member.pk)]},
                {"action": "publish", "_selected_action": [value]},
                {"action": "publish", "_selected_action": [], "select_across": value},
                {"action": "delete_selected", "_selected_action": [value, "1"], "post": "yes"},
                {"action": "publish", "index": value, "_selected_action": ["1"]},
                {"_save": "1", "form-TOTAL_FORMS": value},
            ):
                assert is_clean(send(root, address, data)), (address, data)


def test_no_odd_address_is_a_failure(made, root):
    with translation.override("en"):
        rooms = lists()
    for room, key in zip(itertools.cycle(rooms), ODD_KEYS * 2, strict=False):
        for page in (
            "change/",
            "delete/",
            "history/",
            "history/1/",
            "history/²/",
            f"history/{'9' * 30}/",
            "password/",
            "",
        ):
            for answer in (
                root.get(f"{room}{key}/{page}"),
                root.post(f"{room}{key}/{page}", {"post": "yes"}),
            ):
                assert is_clean(answer), (room, key, page, answer.status_code)


def test_no_odd_parameter_is_a_failure(made, root):
    pages = [
        *lists(),
        url(made.member),
        url(made.member, "delete"),
        url(made.member, "history"),
        "/en/admin/archive/member/add/",
        "/en/admin/login/",
        "/en/admin/changes/",
        "/en/admin/explain-date/",
        url(made.member, "history/1"),
        "/en/admin/autocomplete/",
        "/en/admin/jsi18n/",
        "/en/admin/",
    ]
    names = (
        "_changelist_filters",
        "q",
        "p",
        "o",
        "e",
        "status__exact",
        "_to_field",
        "_popup",
        "all",
        "with",
        "text",
        "country",
        "next",
        "_facets",
        "page",
        "term",
        "app_label",
        "model_name",
        "field_name",
        "by",
        "kind",
        "day",
        "id__in",
        "pk__gt",
        "country__slug",
        "summary_hi__regex",
    )
    chance = random.Random(1)
    for page, name in [(page, name) for page in pages for name in chance.sample(names, 9)]:
        for value in chance.sample(ODD, 1):
            answer = root.get(f"{page}?{urlencode({name.encode(): value.encode('utf-8', 'surrogatepass')})}")
            assert is_clean(answer), (page, name, value, answer.status_code)


def test_what_is_wrong_in_a_form_is_said_in_the_form(made, root):
    form = Form(root, url(made.member))
    form.fill(**{"citations-0-source": "abc"})
    said = text(form.submit())
    assert "Please correct" in said
    form = Form(root, url(made.event))
    answer = send(root, form.address, {**form.data, "participants": "abc", "_continue": "1"})
    assert answer.status_code == 200
    assert "Please correct" in text(answer)


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "There is nothing at this address"), ("hi", "इस पते पर कुछ नहीं है")]
)
def test_a_page_of_the_rooms_that_is_not_there_is_one_of_the_rooms(made, root, lang, title):
    answer = root.get(f"/{lang}/admin/archive/member/{made.member.pk}/history/77/")
    assert answer.status_code == 404
    said = text(answer)
    assert title in said
    page = answer.content.decode()
    assert f'href="/{lang}/admin/archive/member/"' in page
    assert f'href="/{lang}/admin/"' in page
    assert 'id="user-tools"' in page


def test_what_one_may_not_do_is_said_within_the_rooms(made):
    answer = editor().get("/hi/admin/auth/user/")
    assert answer.status_code == 403
    assert "आप यह नहीं कर सकते" in text(answer)
    assert 'id="user-tools"' in answer.content.decode()
