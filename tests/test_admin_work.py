"""The first page of the rooms says what there is to do, and each count leads to a list of as many."""

import re

import html5lib
import pytest

from archive import loading
from archive.models import Member, Source, Statement
from tests.rooms import XHTML, editor, person, publisher, records, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def counts(client, lang="en") -> dict[str, int]:
    """Every count of the work to do, by the address it leads to."""
    tree = html5lib.parse(client.get(f"/{lang}/admin/").content, transport_encoding="utf-8")
    section = next((each for each in tree.iter(f"{XHTML}section") if "tasks" in each.get("class", "")), None)
    if section is None:
        return {}
    return {
        link.get("href"): int(re.search(r"[0-9]+", "".join(link.itertext()))[0])
        for link in section.iter(f"{XHTML}a")
    }


def shown(client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert "e=1" not in answer.get("Location", "")
    return answer.context_data["cl"].result_count


def test_every_count_leads_to_a_list_of_as_many(django_assert_max_num_queries):
    loading.load(loading.default_paths())
    Member.objects.filter(slug="oman").update(status="in_review", summary_hi="")
    client = publisher()
    found = counts(client)
    assert {address.partition("?")[2].partition("=")[0] for address in found} >= {
        "status__exact",
        "sources",
        "texts",
        "words",
        "seen__in",
    }
    for address, number in found.items():
        assert shown(client, address) == number, address
    assert counts(client, "hi").keys() == {address.replace("/en/", "/hi/") for address in found}
    with django_assert_max_num_queries(30):  # what was counted is remembered until something changes
        client.get("/en/admin/")


def test_what_is_known_of_sources_and_words_is_counted(made):
    Statement.objects.create(
        slug="said", country=made.oman, date="2016", kind="support", speaker_en="A minister", gist_en="Yes."
    )
    Source.objects.update(seen="full")
    Source.objects.filter(slug="known").update(seen="none")
    found = counts(editor())
    assert found["/en/admin/archive/statement/?words=missing"] == 1
    assert found["/en/admin/archive/source/?seen__in=excerpt%2Cquoted-in%2Cnone"] == 1


def test_nobody_is_told_of_records_that_may_not_be_seen(made):
    from django.contrib.auth.models import Permission

    guest = person("Guest")
    assert counts(guest) == {}
    assert guest.get("/en/admin/search/?q=riyadh").status_code == 403
    guest.user.user_permissions.set(Permission.objects.filter(codename="view_source"))
    found = counts(guest)
    assert found
    assert all("/source/" in address for address in found)
    said = text(guest.get("/en/admin/search/?q=council"))
    assert "First council" not in said


@pytest.mark.parametrize("typed", ["pakistan", "पाकिस्तान", "pakistn"])
def test_one_search_finds_records_of_every_kind_drafts_included(made, typed):
    made.draft.summary_en = "Oman and Pakistan."
    made.draft.save()
    answer = editor().get("/en/admin/search/", {"q": typed})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f"/en/admin/archive/member/{made.member.pk}/change/" in html
    assert f"/en/admin/archive/country/{made.pakistan.pk}/change/" in html


@pytest.mark.parametrize("typed", ["", " ", "zzzzqqq", "%", "a" * 5000, "\x00", "“"])
def test_a_search_for_nothing_sensible_is_answered(made, typed):
    assert editor().get("/hi/admin/search/", {"q": typed}).status_code == 200
