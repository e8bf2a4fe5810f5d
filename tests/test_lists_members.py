"""The list of members: who was one on a day, in numbers, on the map and in the table."""

import datetime
import re

import pytest

from archive import membership
from archive.dates import Answer
from archive.lists.days import read_day
from archive.models import Country, Member, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LANGUAGES = ("hi", "en")


def ask(client, query="", lang="en", status=200):
    response = client.get(f"/{lang}/members/{query}")
    assert response.status_code == status
    return response.content.decode()


def table(html) -> list[str]:
    """The names in the table, in its order."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', body)


def numbers(html) -> list[int]:
    return [int(found) for found in re.findall(r'<p[^>]*><b class="num">\+?(\d+)</b>', html)]


@pytest.mark.parametrize(
    ("day", "certain", "possible"),
    [
        ("2015-12-14", 0, 0),
        ("2015-12-15", 34, 5),
        ("2016-06-01", 34, 6),
        ("2016-07-01", 34, 6),
        ("2016-12-28", 41, 0),
        ("2017-11-26", 41, 0),
        ("2022-09-01", 42, 0),
        ("2025-05-01", 43, 0),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_is_answered_with_two_numbers(client, lang, day, certain, possible):
    html = ask(client, f"?on={day}", lang)
    assert numbers(html) == [number for number in (certain, possible) if number]
    assert len(table(html)) == certain + possible


@pytest.mark.parametrize("day", ["2015-12-15", "2016-06-01", "2016-07-01", "2016-12-30", "2025-01-01"])
def test_the_table_names_those_that_were_counted(client, day):
    html = ask(client, f"?on={day}")
    terms = membership.published()
    answers = terms.on(datetime.date.fromisoformat(day))
    found = {pk for pk, answer in answers.items() if answer is not Answer.NO}
    named = {
        member.country.name_en for member in Member.objects.filter(pk__in=found).select_related("country")
    }
    assert {name.replace("&#39;", "'") for name in table(html)} == named
    assert html.count('class="tag doubt">possibly</span>') == list(answers.values()).count(Answer.POSSIBLY)


@pytest.mark.parametrize(
    ("lang", "lead", "tag"),
    [
        (
            "en",
            "43 states were members when last heard of. All of these were certainly members on 1 May 2025; "
            "for a later day no source confirms every one of them.",
            "known up to 10 February 2026",
        ),
        (
            "hi",
            "अंतिम जानकारी के अनुसार 43 देश सदस्य थे। 1 मई 2025 को ये सब निश्चित रूप से सदस्य थे; उसके बाद के "
            "किसी दिन के लिए कोई स्रोत इन सबकी पुष्टि नहीं करता।",
            "जानकारी 10 फ़रवरी 2026 तक",
        ),
    ],
)
def test_knowledge_has_an_end_and_the_page_says_where(client, lang, lead, tag):
    html = ask(client, lang=lang)
    said = re.sub("<[^>]*>", "", html.partition('<p class="lead">')[2].partition("</p>")[0])
    assert " ".join(said.split()) == lead
    assert f'<a href="/{lang}/members/?on=2025-05-01">' in html
    named = html.partition("<tbody>")[2].split("<tr>")
    (malaysia,) = (row for row in named if "/members/malaysia/" in row)
    (qatar,) = (row for row in named if "/members/qatar/" in row)
    assert f'<span class="tag">{tag}</span>' in malaysia
    assert 'class="tag"' not in qatar  # as all others, and as the sentence above says
    tiles = re.findall(r'class="tile (\w+)" aria-label="([^"]*)"', html)
    assert {kind for kind, _label in tiles} == {"unconfirmed"}
    assert "certainly" not in html.partition('<ul class="key">')[2].partition("</ul>")[0]


def test_those_with_newer_evidence_are_counted_apart(client):
    html = ask(client, "?on=2025-08-04")
    certain, unconfirmed = numbers(html)
    assert certain + unconfirmed == 43
    assert "more were members when last heard of" in html
    assert 'class="tag"' not in html.partition(">Kenya</a>")[2].partition("</tr>")[0]
    assert "known up to 22 May 2025" in html.partition(">Mali</a>")[2].partition("</tr>")[0]


@pytest.mark.parametrize(("lang", "said"), [("en", "has not come yet"), ("hi", "अभी आया नहीं है")])
def test_a_day_to_come_has_no_answer(client, lang, said):
    coming = (datetime.date.today() + datetime.timedelta(days=400)).isoformat()
    html = ask(client, f"?on={coming}", lang)
    assert said in html
    assert f"on={coming}" not in html
    assert numbers(html) == numbers(ask(client, lang=lang))


def test_a_possible_member_says_between_which_days_it_joined(client):
    html = ask(client, "?on=2016-06-01")
    row = html.partition(">Brunei</a>")[2].partition("</tr>")[0]
    assert "between 15 December 2015 and 28 December 2016" in row
    assert "possibly" in row


def test_what_all_founders_share_is_said_once_and_rows_say_what_differs(client):
    html = ask(client, "?on=2025-05-01")
    rows = {row.partition("/members/")[2].partition("/")[0]: row for row in html.split("<tr>")[2:]}
    assert "15 December 2015" not in rows["benin"]
    assert "founding member" in rows["benin"]
    assert "no dispute found" not in html.partition("<tbody>")[2]
    assert "participation interrupted" in rows["qatar"]
    assert "28 December 2016" in rows["oman"]
    assert "Founding members joined on" in html
    assert table(html)[:2] == ["Afghanistan", "Bahrain"]


@pytest.mark.parametrize(("lang", "emirates"), [("en", "UAE"), ("hi", "यूएई")])
def test_a_tile_carries_a_short_name_and_says_the_whole(client, lang, emirates):
    html = ask(client, lang=lang)
    tile = html.partition('/members/united-arab-emirates/" class="tile')[2].partition("</li>")[0]
    assert f">{emirates}</span>" in tile
    assert {"en": "United Arab Emirates", "hi": "संयुक्त अरब अमीरात"}[lang] in tile


def test_who_was_no_member_is_named_with_the_day_of_joining(client):
    html = ask(client, "?on=2016-06-01").partition('id="others"')[2]
    assert [name for name in ("Oman", "Kenya", "Cameroon") if f">{name}</a>" in html] == [
        "Oman",
        "Kenya",
        "Cameroon",
    ]
    assert "joined: 28 December 2016" in html


@pytest.mark.parametrize(("lang", "name"), [("en", "Comoros"), ("hi", "कोमोरोस")])
def test_each_tile_of_the_map_says_its_state_and_answer_in_words(client, lang, name):
    html = ask(client, "?on=2016-06-01", lang)
    tiles = re.findall(r'<a href="([^"]*)" class="tile (\w+)" aria-label="([^"]*)">', html)
    assert len(tiles) == 43
    assert [kind for _href, kind, _label in tiles].count("certainly") == 34
    assert [kind for _href, kind, _label in tiles].count("possibly") == 6
    words = next(label for href, _kind, label in tiles if href == f"/{lang}/members/comoros/")
    assert words.startswith(f"{name}: ")
    assert "style=" not in html


def test_without_a_day_the_answer_is_that_of_today(client):
    html = ask(client)
    assert numbers(html) == [43]
    assert "<h1>Members</h1>" in html
    assert str(datetime.date.today().year) in re.search(r'<input type="date"[^>]*>', html)[0]


@pytest.mark.parametrize(
    "typed", ["28-12-2016", "28 December 2016", "28 दिसंबर 2016", "२८ दिसंबर २०१६", " 2016-12-28 "]
)
def test_a_day_is_understood_as_people_type_it(client, typed):
    response = client.get("/en/members/", {"on": typed})
    html = response.content.decode()
    assert "<h1>Members on 28 December 2016</h1>" in html
    assert '/en/members/?on=2016-12-28">' in html.partition("canonical")[2][:200]


def test_a_month_is_no_day_and_the_page_offers_its_first_and_last(client):
    html = client.get("/hi/members/", {"on": "दिसंबर 2016"}).content.decode()
    assert "“दिसंबर 2016”" in html
    assert 'href="/hi/members/?on=2016-12-01"' in html
    assert 'href="/hi/members/?on=2016-12-31"' in html
    assert numbers(html) == [43]


def test_what_is_no_date_is_answered_for_today_with_a_sentence(client):
    html = client.get("/en/members/", {"on": "05/06/2024"}).content.decode()
    assert 'class="notice' in html
    assert "2024-06-05" in html
    assert "2024-05-06" in html
    assert read_day("05/06/2024").asked is False


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?on=2016-06-01&region=035", {"Brunei", "Malaysia"}),
        (
            "?on=2016-06-01&founding=no",
            {"Afghanistan", "Brunei", "Burkina Faso", "Gambia", "Guinea-Bissau", "Uganda"},
        ),
        ("?on=2015-12-20&region=145&founding=no", set()),
        ("?on=2025-05-01&standing=interrupted-participation", {"Qatar"}),
    ],
)
def test_filters_narrow_the_table_and_leave_the_answer(client, query, names):
    html = ask(client, query)
    assert set(table(html)) == names
    assert numbers(html) == numbers(ask(client, query.partition("&")[0]))


def test_an_empty_table_says_which_filter_to_loosen(client):
    html = ask(client, "?on=2015-12-20&region=145&founding=no")
    assert "Nothing in the archive matches all of these filters together." in html
    assert '<a href="/en/members/?on=2015-12-20&amp;founding=no">Without “Region: Western Asia”</a>' in html
    assert '<a href="/en/members/?on=2015-12-20&amp;region=145">Without “Founding: joined later”</a>' in html


def test_counts_of_the_filters_are_those_of_the_day(client):
    html = ask(client, "?on=2016-06-01")
    assert '<option value="yes">founding members (34)</option>' in html
    assert '<option value="no">joined later (6)</option>' in html


@pytest.mark.parametrize(
    ("lang", "first"), [("en", ["Afghanistan", "Bahrain"]), ("hi", ["अफ़गानिस्तान", "ओमान"])]
)
def test_sorting_by_name_follows_the_language(client, lang, first):
    names = table(ask(client, "?sort=name&on=2025-06-01", lang))
    assert names[:2] == first
    assert len(names) == 43


def test_sorting_by_name_is_sure_in_each_language_where_a_name_is_missing(client):
    oman = Country.objects.get(slug="oman")
    oman.name_hi = ""
    oman.save()
    html = ask(client, "?sort=name&on=2025-06-01", "hi")
    assert len(re.findall(r'<th scope="row">', html)) == 43
    assert '<a href="/hi/members/oman/" lang="en">Oman</a>' in html


def test_drafts_and_withdrawn_members_are_in_no_number(client):
    Member.objects.get(slug="qatar").delete()
    chad = Member.objects.get(slug="chad")
    chad.status, chad.withdrawn_reason_en = Status.WITHDRAWN, "Entered twice."
    chad.save()
    html = ask(client, "?on=2025-05-01")
    assert sum(numbers(html)) == 41
    assert "/en/members/chad/" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_number_of_queries_is_pinned(client, lang, django_assert_num_queries):
    ask(client, "?on=2016-06-01", lang)
    ask(client, "?on=2016-06-01&founding=no&sort=name", lang)
    with django_assert_num_queries(1):  # the revision, once for the validator and for what is remembered
        ask(client, "?on=2016-06-01", lang)
    with django_assert_num_queries(2):  # and the members that pass a filter
        ask(client, "?on=2016-06-01&founding=no&sort=name", lang)


def test_an_edit_is_seen_at_once(client):
    assert numbers(ask(client, "?on=2016-06-01")) == [34, 6]
    brunei = Member.objects.get(slug="brunei")
    brunei.joined = "2016-01-10"
    brunei.save()
    assert numbers(ask(client, "?on=2016-06-01")) == [35, 5]
