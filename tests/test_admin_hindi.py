"""The whole of the editors' rooms reads in Hindi, what Django and the packages say included."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import html5lib
import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import Group
from django.test import Client

from archive.catalogues import PACKAGES
from archive.models import RECORDS, Citation
from tests.rooms import XHTML, Form, administrator, editor, publisher, records, url

ROOT = Path(__file__).resolve().parent.parent

#: Latin words that stand in Hindi text: names, codes and examples; `lang` marks all others.
ALLOWED = re.compile(
    r"""
    English | Markdown | BCP | ISO | OIC | M49 | UN | URL | JSON | CSV | UUID | LDAP | EDTF | OK
    | XLSX | sa-joint-statement | imctc-declaration-2017 | known | oman | pakistan | first-council
    | Joint\ Statement.* | Declaration\ of.* | Embassy\ of\ Saudi\ Arabia | IMCTC | General\ knowledge
    | Root | Asha | John | Vikram | example\.org
    | PK | OM | SA | TR | IST | oic | ar | ur | de | en | fr | key | other-key | par
    | md5 | \w+\*{8,}  # how a password is kept
    | Control | Command | Mac | https?
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
#: Attributes that people read or hear.
SPOKEN = ("title", "alt", "placeholder", "aria-label", "value")


def strangers(response) -> list[str]:
    """Latin words on a Hindi page which nothing marks as another language."""
    tree = html5lib.parse(response.content, transport_encoding="utf-8")
    found = []
    body = next(tree.iter(f"{XHTML}body"))
    title = next(tree.iter(f"{XHTML}title"))
    found += list(_texts(title)) + list(_texts(body))
    return [text for text in found if WORD.search(ALLOWED.sub("", text))]


def _texts(element):
    if not isinstance(element.tag, str) or element.tag in (f"{XHTML}script", f"{XHTML}svg"):
        return
    if (element.get("lang") or "hi") != "hi" or element.get("data-language"):
        return
    kind = element.tag.removeprefix(XHTML)
    for name in SPOKEN:
        spoken = element.get(name)
        data = name == "value" and (kind != "input" or element.get("type") not in ("submit", "button"))
        if spoken and not data:
            yield spoken
    if kind == "textarea":
        return
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield " ".join(text.split())
    for child in element:
        yield from _texts(child)


@pytest.fixture
def made(db):
    made = records()
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="2015-12-14")
    return made


def every_page(made):
    people = "/hi/admin/auth"
    yield from (
        "/hi/admin/",
        "/hi/admin/archive/",
        "/hi/admin/password_change/",
        f"{people}/user/",
        f"{people}/group/",
    )
    yield from (
        f"{people}/user/add/",
        f"{people}/group/add/",
        "/hi/admin/archive/alias/",
        "/hi/admin/archive/alias/add/",
    )
    for model in RECORDS:
        room = f"/hi/admin/archive/{model._meta.model_name}/"
        yield from (room, f"{room}?_facets=True", f"{room}?texts=missing-hi&q=x", f"{room}add/")
    for record in (made.member, made.draft, made.event, made.oman, made.declaration):
        yield from (url(record, page, "hi") for page in ("change", "history", "delete"))
    yield from (url(made.member, f"history/{number}", "hi") for number in (1, 2))


def test_every_page_is_in_hindi(made):
    root = administrator()
    Form(root, url(made.member, lang="hi")).fill(joined="2015-12").submit()
    pages = [
        *every_page(made),
        f"/hi/admin/auth/user/{root.user.pk}/change/",
        f"/hi/admin/auth/user/{root.user.pk}/password/",
        "/hi/admin/auth/",
        *(
            f"/hi/admin/auth/group/{group.pk}/{page}/"
            for group in Group.objects.all()
            for page in ("change", "history", "delete")
        ),
    ]
    found = {}
    for address in pages:
        answer = root.get(address)
        assert answer.status_code == 200, address
        if words := strangers(answer):
            found[address] = words
    assert found == {}


def test_signing_in_and_what_goes_wrong_there_is_in_hindi(db):
    client = Client()
    assert strangers(client.get("/hi/admin/login/")) == []
    assert strangers(client.post("/hi/admin/login/", {"username": "", "password": ""})) == []
    assert strangers(client.post("/hi/admin/login/", {"username": "asha", "password": "wrong"})) == []


def test_what_is_wrong_with_a_form_is_said_in_hindi(made):
    form = Form(editor(), url(made.event, lang="hi"))
    form.fill(
        date="05/06/2024", slug="2016--12-", kind="", participants_count="many", title_hi="", title_en=""
    )
    form.add_citation(claim="", source="999999", as_of="31-31-31", position="-1")
    assert strangers(form.submit()) == []
    source = Form(editor("John"), url(made.declaration, lang="hi")).fill(url="not an address", language="")
    assert strangers(source.submit()) == []


def test_what_is_said_after_a_conflict_is_in_hindi(made):
    first, second = (
        Form(editor("Asha"), url(made.member, lang="hi")),
        Form(publisher(), url(made.member, lang="hi")),
    )
    first.fill(standing="contested-internally", **{"citations-1-DELETE": "on"}).submit()
    second.fill(standing="interrupted-participation", **{"citations-1-locator": "4"})
    answer = second.submit()
    assert answer.status_code == 200
    assert strangers(answer) == []


def test_what_is_said_after_saving_and_acting_is_in_hindi(made):
    client = publisher()
    for button in ("_save", "_continue", "_addanother"):
        form = Form(client, url(made.member, lang="hi")).fill(
            summary_hi=f"पाकिस्तान का नया पाठ{'।' * len(button)}"
        )
        assert strangers(client.post(form.address, {**form.data, button: "1"}, follow=True)) == []
    room = "/hi/admin/archive/member/"
    for action in ("", "publish", "submit_for_review"):
        chosen = [made.member.pk, made.draft.pk]
        assert strangers(client.post(room, {"action": action, "_selected_action": chosen}, follow=True)) == []
    assert strangers(client.post(room, {"action": "publish"}, follow=True)) == []
    assert strangers(client.post(url(made.draft, "delete", "hi"), {"post": "yes"}, follow=True)) == []


def test_what_scripts_say_is_in_hindi(made):
    script = editor().get("/hi/admin/jsi18n/").content.decode()
    assert json.loads(script.split("const newcatalog = ")[1].split(";\n")[0])["October"] == "अक्टूबर"


CATALOGUES = [
    ("django.contrib.admin", "locale", "django"),
    ("django.contrib.admin", "locale", "djangojs"),
    ("django.contrib.auth", "locale", "django"),
    ("django.contrib.contenttypes", "locale", "django"),
    ("django.contrib.sessions", "locale", "django"),
    ("django", "conf/locale", "django"),
    ("axes", "locale", "django"),
]


def entries(path: Path) -> dict:
    """What a catalogue really translates: nothing that is fuzzy or empty."""
    if not path.exists():
        return {}
    found = {}
    with path.open("rb") as source:
        for message in read_po(source, abort_invalid=False):
            key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            if message.id:
                found[key] = all(strings) and not message.fuzzy
    return found


@pytest.mark.parametrize(("package", "folder", "domain"), CATALOGUES)
def test_no_text_of_django_or_a_package_is_left_in_english(package, folder, domain):
    """A new release that brings new texts fails here, by name."""
    locale = Path(find_spec(package).submodule_search_locations[0]) / folder
    english = locale / "en" / "LC_MESSAGES" / f"{domain}.po"
    if not english.exists():  # a package that is written in English keeps no catalogue of it
        english = sorted(locale.glob(f"*/LC_MESSAGES/{domain}.po"))[0]
    theirs = entries(locale / "hi" / "LC_MESSAGES" / f"{domain}.po")
    ours = entries(PACKAGES / "hi" / "LC_MESSAGES" / f"{domain}.po")
    assert [key for key in entries(english) if not theirs.get(key) and not ours.get(key)] == []
