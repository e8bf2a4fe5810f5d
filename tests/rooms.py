"""People and forms of the editors' rooms, used the way a browser uses them."""

from importlib import import_module
from types import SimpleNamespace

import html5lib
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from archive.models import Citation, Country, Event, Member, Source, Status

XHTML = "{http://www.w3.org/1999/xhtml}"


def groups() -> None:
    """The groups as the migration makes them, for a test whose database was emptied before."""
    migration = import_module("archive.migrations.0002_groups")
    for name, rights in (("Editor", migration.EDITOR), ("Publisher", migration.PUBLISHER)):
        codenames = [f"{action}_{model}" for model, actions in rights.items() for action in actions]
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="archive", codename__in=codenames)
        )


def person(name: str, *groups: str, **extra) -> Client:
    """A signed-in member of staff; without groups, one without any permission."""
    user = User.objects.create_user(name, password="a long password", is_staff=True, first_name=name, **extra)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def editor(name="Asha") -> Client:
    return person(name, "Editor")


def publisher(name="Vikram") -> Client:
    return person(name, "Publisher")


def administrator(name="Root") -> Client:
    client = person(name, is_superuser=True)
    return client


def url(record, page="change", lang="en") -> str:
    return f"/{lang}/admin/archive/{record._meta.model_name}/{record.pk}/{page}/"


class Form:
    """A form as a browser has it open: every input with what it holds, to be filled in and submitted."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.response = client.get(address)
        assert self.response.status_code == 200, (address, self.response.status_code)
        self.data = submitted(self.response.content)

    def fill(self, **values):
        """Type into inputs that are there; `None` empties a box."""
        for name, value in values.items():
            key = name.replace("__", "-")
            if value is None:
                self.data.pop(key, None)
            else:
                self.data[key] = value
        return self

    def add_citation(self, **values):
        number = int(self.data["citations-TOTAL_FORMS"])
        self.data["citations-TOTAL_FORMS"] = str(number + 1)
        blank = {
            "claim": "",
            "source": "",
            "asserts": "",
            "locator": "",
            "quote": "",
            "as_of": "",
            "position": "0",
        }
        for name, value in {**blank, **values}.items():
            self.data[f"citations-{number}-{name}"] = value
        return self

    def submit(self, button="_continue"):
        self.response = self.client.post(self.address, {**self.data, button: "1"})
        if self.response.status_code == 200:
            self.data = submitted(self.response.content)
        return self.response


def submitted(html: bytes) -> dict:
    """What a browser would send for the main form of a page of the admin."""
    tree = html5lib.parse(html, transport_encoding="utf-8")
    forms = [form for form in tree.iter(f"{XHTML}form") if form.get("id", "").endswith("_form")]
    data = {}
    for each in forms[0].iter():
        name = each.get("name")
        if not name or each.get("disabled") is not None or "__prefix__" in name:
            continue
        if each.tag == f"{XHTML}input":
            kind = each.get("type", "text")
            if kind == "checkbox":
                if each.get("checked") is not None:
                    data[name] = "on"
            elif kind == "radio":
                if each.get("checked") is not None:
                    data[name] = each.get("value", "")
            elif kind != "submit":
                data[name] = each.get("value", "")
        elif each.tag == f"{XHTML}textarea":
            data[name] = "".join(each.itertext()).replace("\n", "\r\n")
        elif each.tag == f"{XHTML}select":
            options = list(each.iter(f"{XHTML}option"))
            chosen = [option.get("value", "") for option in options if option.get("selected") is not None]
            if each.get("multiple") is not None:
                data[name] = chosen
            elif options:
                data[name] = chosen[0] if chosen else options[0].get("value", "")
    return data


def text(response) -> str:
    """What a reader of the page sees, as one line."""
    tree = html5lib.parse(response.content, transport_encoding="utf-8")
    body = next(tree.iter(f"{XHTML}body"))
    return " ".join(" ".join(body.itertext()).split())


def records() -> SimpleNamespace:
    """A few records that an outsider would believe."""
    made = SimpleNamespace()
    published = {"status": Status.PUBLISHED}
    made.pakistan = Country.objects.create(
        slug="pakistan", code="PK", name_hi="पाकिस्तान", name_en="Pakistan", m49="034", **published
    )
    made.oman = Country.objects.create(
        slug="oman", code="OM", name_hi="ओमान", name_en="Oman", m49="145", **published
    )
    made.statement = Source.objects.create(
        slug="sa-joint-statement",
        title="Joint Statement on the formation of the Islamic Military Alliance",
        publisher_hi="Embassy of Saudi Arabia",
        date="2015-12-15",
        language="en",
        kind="official",
        **published,
    )
    made.declaration = Source.objects.create(
        slug="imctc-declaration-2017",
        title="Declaration of the ministers of defence",
        publisher_hi="IMCTC",
        date="2017-11-26",
        language="en",
        kind="official",
        **published,
    )
    made.hearsay = Source.objects.create(
        slug="known", publisher_hi="General knowledge", language="en", kind="knowledge", **published
    )
    made.member = Member.objects.create(
        slug="pakistan",
        country=made.pakistan,
        founding=True,
        joined="2015-12-15",
        standing="contested-then-confirmed",
        summary_hi="इसका नाम संयुक्त वक्तव्य में था।",
        summary_en="Pakistan was named in the joint statement.\nIt confirmed later.",
        **published,
    )
    made.citation = Citation.objects.create(
        member=made.member, claim="joined", source=made.statement, asserts="2015-12-15"
    )
    made.draft = Member.objects.create(
        slug="oman", country=made.oman, joined="2016-12-28", summary_en="The 41st."
    )
    made.event = Event.objects.create(
        slug="first-council",
        date="2017-11-26",
        kind="meeting",
        title_hi="रक्षा मंत्रियों की पहली बैठक",
        title_en="First council of ministers of defence",
        summary_hi="बैठक रियाद में हुई।",
        summary_en="The council met in Riyadh.",
        **published,
    )
    made.event.participants.set([made.pakistan, made.oman])
    for claim in ("date", "summary"):
        Citation.objects.create(event=made.event, claim=claim, source=made.declaration)
    return made
