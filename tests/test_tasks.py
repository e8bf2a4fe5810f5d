"""What a reader comes for is reached in three clicks or fewer from the first page, or by one search.

Only links and forms that a page offers are followed, found by their words; scripts are never run.
"""

import re
from urllib.parse import urlencode, urlsplit

import pytest

from tests.reading import Element, Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

CLICKS = 3


class Visit:
    """A reader who begins at the first page; each link followed and each form sent is a click."""

    def __init__(self, client, lang):
        self.client, self.lang, self.clicks = client, lang, 0
        self.open(f"/{lang}/")

    def open(self, address: str) -> None:
        response = self.client.get(address.partition("#")[0], follow=True)
        assert response.status_code == 200, address
        self.html = response.content.decode()
        self.page = Reading(self.html)

    def named(self, element: Element) -> str:
        return element.get("aria-label") or words(element)

    def click(self, text: str) -> None:
        """Follow the first link that is called so, or else that begins so, or that says so."""
        links = [a for a in self.page.all("a") if a.get("href").startswith(("/", "#", "?"))]
        for fits in (str.__eq__, str.startswith, str.__contains__):
            for link in links:
                if fits(self.named(link), text):
                    self.clicks += 1
                    href = link.get("href")
                    if href.startswith("#"):
                        assert any(each.get("id") == href[1:] for each in self.page.elements), href
                    else:
                        self.open(href)
                    return
        raise AssertionError(f"no link “{text}”")

    def send(self, name: str, chosen: str) -> None:
        """Answer one question of a form, by the words of an option or by what is typed, and send it."""
        action, values = self.form_with(name)
        options = {
            text.strip(): value
            for select in re.findall(rf'<select name="{name}".*?</select>', self.html, re.DOTALL)
            for value, text in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', select)
        }
        typed = next((value for text, value in options.items() if text.startswith(chosen)), chosen)
        self.clicks += 1
        self.open(f"{action}?{urlencode({**values, name: typed})}")

    def form_with(self, name: str) -> tuple[str, dict[str, str]]:
        for form in re.findall(r"<form\b.*?</form>", self.html, re.DOTALL):
            if f'name="{name}"' not in form:
                continue
            hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
            for select, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
                hidden += [(select, value) for value in re.findall(r'value="([^"]*)"[^>]* selected', options)]
            return re.search(r'action="([^"]*)"', form)[1], dict(hidden)
        raise AssertionError(f"no form with “{name}”")

    def sees(self, *parts: str) -> None:
        for part in parts:
            assert part in self.page.text, part
        assert self.clicks <= CLICKS


@pytest.fixture(params=["hi", "en"])
def visit(client, request):
    return Visit(client, request.param)


def say(visit, en, hi):
    return {"en": en, "hi": hi}[visit.lang]


def test_who_commands_now_and_before(visit):
    visit.click(say(visit, "Who held which post when", "कौन कब किस पद पर रहा"))
    visit.sees(
        *say(
            visit,
            ["Raheel Sharif", "12 August 2023", "Abdulelah"],
            ["राहील शरीफ़", "12 अगस्त 2023", "अब्दुल इलाह"],
        )
    )


def test_was_qatar_a_member_in_2019(visit):
    visit.send("q", say(visit, "was Qatar a member in 2019", "क़तर 2019 में सदस्य था?"))
    visit.sees(*say(visit, ["Yes.", "participation interrupted"], ["हाँ।", "भागीदारी बीच में रुकी"]))


def test_who_refused_in_what_words(visit):
    visit.click(say(visit, "Stances", "किसका क्या रुख़"))
    visit.click(say(visit, "Arrmanatha Nasir", "अर्मनाथा नासिर"))
    visit.sees(*say(visit, ["Indonesia", "Quotation"], ["इंडोनेशिया", "उद्धरण"]))


def test_when_did_oman_join_and_who_disagrees(visit):
    visit.click(say(visit, "Oman:", "ओमान:"))
    visit.sees(
        *say(
            visit,
            ["28 December 2016", "29 December 2016", "Sources disagree", "AP via Taiwan News"],
            ["28 दिसंबर 2016", "29 दिसंबर 2016", "स्रोत एकमत नहीं"],
        )
    )


def test_how_many_members_and_why_41(visit):
    visit.sees("43", say(visit, "Why do reports say 41?", "41 क्यों लिखा होता है"))
    visit.sees(say(visit, "members, known up to 1 May 2025", "1 मई 2025"))


def test_what_the_usa_germany_and_china_said(visit):
    visit.click(say(visit, "Stances", "किसका क्या रुख़"))
    visit.sees(*say(visit, ["United States", "Germany", "China"], ["अमेरिका", "जर्मनी", "चीन"]))


def test_everything_about_malaysia(visit):
    visit.click(say(visit, "Malaysia:", "मलेशिया:"))
    visit.sees(
        *say(
            visit,
            ["What happened", "Exercise North Thunder", "Hishammuddin", "10 February 2026"],
            ["क्या हुआ", "नॉर्थ थंडर", "हिशामुद्दीन", "10 फ़रवरी 2026"],
        )
    )


def test_a_permanent_citation(visit, settings):
    visit.click(say(visit, "Oman:", "ओमान:"))
    visit.click(say(visit, "version 1,", "संस्करण 1,"))
    visit.sees(f"{settings.SITE_URL}/{visit.lang}/members/oman/versions/1/")


def test_everything_of_2016_by_date(visit):
    visit.click(say(visit, "Chronology", "घटनाक्रम"))
    visit.click("2016")
    visit.sees(*say(visit, ["The year 2016", "Oman joins"], ["वर्ष 2016", "ओमान"]))
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)"', visit.html.partition('class="rail')[2])
    assert len(days) > 10
    assert days == sorted(days)


def test_the_first_text_with_corrections(visit):
    visit.click(say(visit, "The Hindi Wikipedia text, checked", "विकिपीडिया के हिंदी लेख की जाँच"))
    assert len([each for each in visit.page.all("li", "article") if each.get("id")]) >= 19
    visit.sees()


def test_compare_two_countries(visit):
    visit.click(say(visit, "Chronology", "घटनाक्रम"))
    visit.send("country", say(visit, "Pakistan", "पाकिस्तान"))
    visit.send("with", say(visit, "Malaysia", "मलेशिया"))
    visit.sees(*say(visit, ["Malaysia", "side by side"], ["मलेशिया", "साथ-साथ"]))


def test_who_changed_position(visit):
    visit.sees(say(visit, "Who changed position within two days", "दो दिन में किसने रुख़ बदला"))
    visit.click(say(visit, "Where every state stood", "हर देश का रुख़"))
    visit.sees(say(visit, "changed position", "रुख़ बदला"))


def test_what_did_it_do(visit):
    (done,) = (words(a) for a in visit.page.all("a") if say(visit, "other events", "दूसरी घटनाएँ") in words(a))
    visit.click(done)
    visit.sees(*say(visit, ["North Thunder", "Kafa"], ["नॉर्थ थंडर", "बैठक"]))


def test_what_is_not_known(visit):
    visit.click(say(visit, "What is not known", "क्या मालूम नहीं है"))
    visit.sees(*say(visit, ["On which day these joined:", "Brunei"], ["ये देश किस दिन शामिल हुए:", "ब्रूनेई"]))


def test_is_india_in_it(visit):
    visit.send("q", say(visit, "is India a member", "क्या भारत सदस्य है"))
    visit.sees(
        *say(
            visit,
            ["nothing in this archive shows that India is or was a member"],
            ["इस अभिलेखागार में ऐसा कुछ नहीं जिससे भारत अभी या पहले कभी सदस्य दिखे"],
        )
    )


def test_report_an_error(visit):
    visit.click(say(visit, "Oman:", "ओमान:"))
    visit.click(say(visit, "Report an error", "ग़लती बताएँ"))
    assert visit.page.all("textarea")
    assert f"/{visit.lang}/members/oman/" in visit.html.partition("<form")[2] or "oman" in visit.html
    visit.sees()


def test_the_same_in_the_other_language(visit):
    visit.click(say(visit, "Malaysia:", "मलेशिया:"))
    visit.click({"en": "हिंदी", "hi": "English"}[visit.lang])
    assert visit.page.one("html").lang == {"en": "hi", "hi": "en"}[visit.lang]
    visit.sees({"en": "मलेशिया", "hi": "Malaysia"}[visit.lang])


def test_all_of_it_is_there_without_scripts_on_a_slow_phone(visit):
    """One script, which only suggests, and no picture or font to load before the words can be read."""
    for name in (None, say(visit, "Chronology", "घटनाक्रम"), say(visit, "Stances", "किसका क्या रुख़")):
        if name:
            visit.click(name)
        scripts = [each for each in visit.page.all("script") if each.get("src")]
        assert [urlsplit(each.get("src")).path.rpartition("/")[2] for each in scripts] == ["suggest.js"]
        assert not visit.page.all("img", "iframe", "noscript", "video")
    visit.sees()
