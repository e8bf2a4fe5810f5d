"""How far a membership is known, on its page and for editors; a doubt that all share is told once."""

import pytest

from archive.models import Citation, Country, Member, Source, Status
from tests.reading import Reading
from tests.rooms import editor, text

LANGUAGES = ("hi", "en")


def page(client, address) -> Reading:
    response = client.get(address)
    assert response.status_code == 200
    return Reading(response.content.decode())


def links(found: Reading) -> list[str]:
    return [element.get("href") for element in found.all("a")]


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
class TestPages:
    @pytest.mark.parametrize(
        ("slug", "lang", "said", "leads"),
        [
            (
                "qatar",
                "en",
                "Last evidence 1 May 2025 · 43: members with Cameroon",
                "/en/figures/2025-05-01-43/",
            ),
            ("qatar", "hi", "अंतिम प्रमाण 1 मई 2025 · 43: कैमरून समेत सदस्य", "/hi/figures/2025-05-01-43/"),
            ("mali", "en", "Last evidence 22 May 2025 · Third stage", "/en/events/2025-05-22-mali-sahel/"),
        ],
    )
    def test_a_member_page_names_its_last_evidence_and_leads_to_it(self, client, slug, lang, said, leads):
        found = page(client, f"/{lang}/members/{slug}/")
        assert said in found.text
        assert leads in links(found)

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("en", "No source shows since then whether it still is a member."),
            ("hi", "उसके बाद का कोई स्रोत नहीं दिखाता कि वह अब भी सदस्य है।"),
        ],
    )
    def test_it_says_that_nothing_is_known_since(self, client, lang, said):
        assert said in page(client, f"/{lang}/members/qatar/").text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_what_all_founders_share_is_told_once_and_linked(self, client, lang):
        event = f"/{lang}/events/2015-12-15-joint-statement/"
        mark = {"en": "Sources disagree", "hi": "स्रोत एकमत नहीं"}[lang]
        once = {"en": "more than one day for all that joined together", "hi": "साथ शामिल हुए सभी देशों के लिए"}[
            lang
        ]
        told = page(client, event)
        assert mark in told.text
        assert {"en": "14 December 2015", "hi": "14 दिसंबर 2015"}[lang] in told.text
        for slug in Member.objects.filter(founding=True).values_list("slug", flat=True):
            found = page(client, f"/{lang}/members/{slug}/")
            assert once in found.text, slug
            assert event in links(found), slug
            # What remains is about this state alone: Togo's press has it join in 2022.
            assert mark not in found.text or slug == "togo", slug

    def test_those_that_joined_later_have_a_question_of_their_own(self, client):
        found = page(client, "/en/members/oman/")
        assert "one question for all" not in found.text
        assert "Sources disagree" in found.text

    @pytest.mark.parametrize(
        ("lang", "said"),
        [("en", "grey: members when last heard of, after 1 May 2025"), ("hi", "1 मई 2025 के बाद")],
    )
    def test_the_picture_of_the_growth_says_where_knowledge_ends(self, client, lang, said):
        response = client.get(f"/{lang}/figures/")
        assert said in response.content.decode()
        assert response.content.decode().count('class="line after"') == 3

    def test_few_members_are_marked_as_disputed(self):
        from archive.editing import claims

        disputed = set(claims.disputed(Member.objects.all()).values_list("slug", flat=True))
        assert not {"benin", "chad", "kuwait", "qatar"} & {
            member.slug
            for member in Member.objects.filter(slug__in=disputed)
            if any(state.disputed and state.claim == "joined" for state in claims.states(member))
        }
        assert "oman" in disputed


@pytest.mark.django_db
class TestPlain:
    def make(self, **values):
        country = Country.objects.create(slug="x", code="XX", name_en="Xland", status=Status.PUBLISHED)
        values = {"slug": "x", "country": country, "joined": "2016", "status": Status.PUBLISHED, **values}
        return Member.objects.create(**values)

    def cite(self, member, date):
        made = Source.objects.create(
            slug=f"s{date}", publisher="P", date=date, language="en", kind="press", status=Status.PUBLISHED
        )
        return Citation.objects.create(member=member, claim="joined", source=made)

    def test_without_a_dated_source_the_page_says_so(self, client):
        self.make()
        assert "No dated source shows this membership yet." in page(client, "/en/members/x/").text
        assert "कोई तारीख़ वाला स्रोत" in page(client, "/hi/members/x/").text

    def test_what_has_ended_needs_no_last_evidence(self, client):
        self.cite(self.make(left="2020"), "2018-01-01")
        found = page(client, "/en/members/x/")
        assert "Last evidence" not in found.text

    def test_a_draft_has_no_evidence_to_show(self):
        member = self.make(status=Status.DRAFT)
        self.cite(member, "2018-01-01")
        answer = editor().get("/en/members/x/")
        assert answer.status_code == 200
        assert "Last evidence" not in text(answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
class TestEditors:
    @pytest.mark.parametrize(
        ("lang", "label", "heading"),
        [("en", "not confirmed for a year", "last evidence"), ("hi", "एक साल से पुष्टि नहीं", "अंतिम प्रमाण")],
    )
    def test_the_list_tells_and_filters_what_was_not_confirmed_for_a_year(self, lang, label, heading):
        client = editor()
        everything = client.get(f"/{lang}/admin/archive/member/")
        assert label in text(everything)
        assert heading in text(everything).lower()
        assert {"en": "22 May 2025", "hi": "22 मई 2025"}[lang] in text(everything)
        old = text(client.get(f"/{lang}/admin/archive/member/?confirmed=old"))
        recent = text(client.get(f"/{lang}/admin/archive/member/?confirmed=recent"))
        name = {"en": "Qatar", "hi": "क़तर"}[lang]
        assert name in old
        assert name not in recent.partition("filter")[0]

    def test_the_list_costs_a_fixed_number_of_queries(self, django_assert_max_num_queries):
        client = editor()
        client.get("/en/admin/archive/member/")
        with django_assert_max_num_queries(35):
            client.get("/en/admin/archive/member/")

    def test_what_has_ended_waits_for_nothing(self):
        Member.objects.filter(slug="qatar").update(left="2017-06-05")
        old = text(editor().get("/en/admin/archive/member/?confirmed=old"))
        assert "Qatar" not in old.partition("Filter")[0]
