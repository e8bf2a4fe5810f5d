"""Answers above the results of a search: questions of both languages, their evidence, and silence where unsure."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Country, Member, Source, Status
from tests import memory

# ruff: noqa: E501 (a question, its answer and its evidence in one line)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def answer(client, question: str, lang: str = "en") -> tuple[str, list[str]]:
    """What is answered, and where its evidence leads; '' where nothing is."""
    response = client.get(f"/{lang}/search/", {"q": question})
    assert response.status_code == 200
    html = response.content.decode()
    part = html.partition('<section class="answered"')[2].partition("</section>")[0]
    if not part:
        return "", []
    said = re.sub(r"<[^>]+>", " ", f"<p {part}")
    return " ".join(unescape(said).split()), re.findall(r'href="([^"]+)"', part)


@pytest.mark.parametrize(
    ("question", "lang", "says", "leads"),
    [
        ("was Qatar a member in 2019", "en", "Yes. Qatar, 2019: certainly a member.", "/en/members/qatar/"),
        ("Was Qatar a member in 2019?", "en", "participation interrupted", "/en/members/qatar/"),
        ("क़तर 2019 में सदस्य था?", "hi", "हाँ। क़तर, 2019: निश्चित रूप से सदस्य", "/hi/members/qatar/"),
        ("क्या कतर २०१९ में सदस्य था", "hi", "हाँ। क़तर, 2019", "/hi/members/qatar/"),
        ("क़तर 2019 में सदस्य था?", "en", "Yes. Qatar, 2019", "/en/members/qatar/"),
        ("was oman a member in 2015", "en", "No. Oman, 2015: not a member. Oman joined: 28 December 2016.", "/en/members/oman/"),
        ("was oman a member in 2016", "en", "Oman joined: 28 December 2016.", "/en/members/oman/"),
        ("was Oman a member on 28 December 2016?", "en", "Yes. Oman, 28 December 2016", "/en/members/?on=2016-12-28"),
        ("is Pakistan a member", "en", "Yes, as far as is known: Pakistan is known as a member up to", "/en/members/pakistan/"),
        ("is India in the coalition", "en", "No, as far as is known: nothing in this archive shows that India is or was a member. How it stands to the coalition: told about it, took no position.", "/en/countries/india/"),
        ("is India in it", "en", "nothing in this archive shows that India is or was a member", "/en/statements/in-joint-2016-04-03/"),
        ("Is India part of it?", "en", "nothing in this archive shows that India", "/en/countries/india/"),
        ("does India belong to it?", "en", "nothing in this archive shows that India", "/en/countries/india/"),
        ("क्या पाकिस्तान गठबंधन का हिस्सा है", "hi", "पाकिस्तान", "/hi/members/pakistan/"),
        ("kya bharat imctc ka hissa hai", "hi", "भारत अभी या पहले कभी सदस्य दिखे", "/hi/countries/india/"),
        ("is India a member", "en", "2 statements made in its name are recorded.", "/en/countries/india/"),
        ("क्या भारत गठबंधन में है?", "hi", "अभिलेखागार में ऐसा कुछ नहीं जिससे भारत अभी या पहले कभी सदस्य दिखे", "/hi/countries/india/"),
        ("क्या भारत इसमें है", "hi", "गठबंधन से संबंध: जानकारी दी गई", "/hi/statements/in-joint-2016-04-03/"),
        ("क्या भारत भी इस में है?", "hi", "भारत", "/hi/countries/india/"),
        ("kya bharat isme hai", "hi", "भारत अभी या पहले कभी सदस्य दिखे", "/hi/countries/india/"),
        ("kya bharat is mein hai", "en", "India is or was a member", "/en/countries/india/"),
        ("kya pakistan isme hai", "en", "Yes, as far as is known: Pakistan", "/en/members/pakistan/"),
        ("is Iran in it?", "en", "How it stands to the coalition: not included, and critical.", "/en/statements/ir-honardoost-2017-04-03/"),
        ("has Indonesia joined", "en", "declined to join", "/en/countries/indonesia/"),
        ("is Nepal a member", "en", "nothing in this archive shows that Nepal is or was a member. The archive has no record of Nepal at all.", "/en/members/"),
        ("क्या नेपाल इसमें है?", "hi", "अभिलेखागार में नेपाल की कोई प्रविष्टि नहीं है।", "/hi/countries/"),
        ("when did Oman join", "en", "Oman joined: 28 December 2016.", "/en/members/oman/"),
        ("When did Oman join the coalition?", "en", "Oman joined: 28 December 2016.", "/en/sources/"),
        ("ओमान कब शामिल हुआ", "hi", "ओमान शामिल हुआ: 28 दिसंबर 2016", "/hi/members/oman/"),
        ("ओमान गठबंधन का सदस्य कब बना?", "hi", "ओमान शामिल हुआ: 28 दिसंबर 2016", "/hi/members/oman/"),
        ("oman kab shamil hua", "hi", "28 दिसंबर 2016", "/hi/members/oman/"),
        ("did Qatar leave the coalition", "en", "No source in the archive says that Qatar left.", "/en/members/qatar/"),
        ("who commands", "en", "Military Commander: Raheel Sharif, last shown in the post: 12 August 2023.", "/en/people/raheel-sharif/"),
        ("Who commands the coalition now?", "en", "Raheel Sharif", "/en/posts/military-commander/"),
        ("कमांडर कौन है", "hi", "राहील शरीफ़", "/hi/people/raheel-sharif/"),
        ("who leads the coalition", "en", "Khalid bin Salman", "/en/posts/secretary-general/"),
        ("who is the secretary general", "en", "Mohammed bin Saeed Al-Moghedi", "/en/people/mohammed-al-moghedi/"),
        ("who was the secretary-general in 2018", "en", "Abdulelah bin Othman Al-Saleh", "/en/posts/secretary-general/"),
        ("महासचिव कौन है?", "hi", "अल-मुग़ैदी", "/hi/posts/secretary-general/"),
        ("how many members", "en", "43 members, known up to 1 May 2025.", "/en/members/"),
        ("How many countries are in the coalition?", "en", "43 members", "/en/figures/"),
        ("कितने सदस्य हैं", "hi", "43 सदस्य", "/hi/members/"),
        ("how many members on 1 January 2018", "en", "1 January 2018: 41 members", "/en/members/?on=2018-01-01"),
        ("how many members in 2016", "en", "28", ""),
    ],
)  # fmt: skip
def test_a_question_is_answered_with_its_evidence(client, question, lang, says, leads):
    said, links = answer(client, question, lang)
    if (question, says) == ("how many members in 2016", "28"):
        assert "1 January 2016: 34 members" in said
        assert "31 December 2016: 41 members" in said
        return
    assert says in said
    assert any(link.startswith(leads) for link in links), links


def test_a_statement_whose_sources_were_withdrawn_is_no_evidence(client):
    assert "2 statements made in its name" in answer(client, "is India a member")[0]
    source = Source.objects.filter(citations__statement__slug="in-joint-2016-04-03")
    source.update(status=Status.WITHDRAWN)
    memory.forget()
    said, links = answer(client, "is India a member")
    assert "1 statement made in its name" in said
    assert not any("in-joint-2016-04-03" in link for link in links)


@pytest.mark.parametrize(
    "question",
    [
        "Oman", "members", "riyadh", "Qatar 2019", "who", "when", "कब", "सदस्य", "how many",
        "was Qatar a member of the Arab League in 2019", "when did Oman join the United Nations",
        "who commands the Saudi army", "how many soldiers", "was Atlantis a member in 2019",
        "was Qatar a member in 2031", "was Qatar a member in 2019 and 2020",
        "were Qatar and Oman members in 2019",
        "when did the coalition join", "how many members does the OIC have", "was Qatar a member in 201",
        "how many states joined in 2017", "ओमान के बारे में बताओ", "who commands " * 20, "\0", "?" * 300,
        "was Qatar not a member in 2019", "क़तर सदस्य नहीं था",
        "is it in India", "in it", "what belongs to India", "भारत का हिस्सा", "India in it", "is the coalition in it", "was India invited", "is Nepal in it or Bhutan",
    ],
)  # fmt: skip
def test_nothing_is_answered_where_the_archive_is_not_sure(client, question):
    assert answer(client, question) == ("", [])


def test_words_that_are_filtered_or_on_a_further_page_are_a_search(client):
    html = client.get("/en/search/", {"q": "how many members", "type": "figure"}).content.decode()
    assert 'class="answered"' not in html


def test_what_is_not_published_answers_nothing(client):
    Member.objects.filter(slug="oman").update(status=Status.DRAFT)
    memory.forget()
    assert "nothing in this archive shows that Oman" in answer(client, "when did Oman join")[0]
    Country.objects.filter(slug="oman").update(status=Status.DRAFT)
    memory.forget()
    assert answer(client, "when did Oman join") == ("", [])


@pytest.mark.parametrize(
    "question", ["was Qatar a member in 2019", "who commands", "how many members", "x " * 150]
)
def test_an_answer_costs_a_fixed_number_of_queries(client, question):
    from archive import answers

    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        asked = answers.asked(question)
        if asked:
            answers.answer(asked)
    assert len(queries) <= 12  # with nothing remembered


def test_an_ordinary_search_asks_nothing_more_for_an_answer():
    from archive import answers

    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        assert answers.asked("raheel sharif riyadh") is None
    assert len(queries) == 0
