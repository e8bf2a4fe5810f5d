"""The texts of the archive's own content: what they cite, rest on and quote, in both languages alike."""

import re
from collections import Counter

import pytest

from archive import languages
from archive.models import (
    Citation,
    Source,
    Statement,
    Topic,
)
from tests.content_loaded import loaded

pytestmark = pytest.mark.django_db

_archive = pytest.fixture(scope="module", autouse=True)(loaded)


def test_topics_cite_what_they_list_in_both_languages_alike():
    keys = set(Source.objects.values_list("slug", flat=True))
    for topic in Topic.objects.all():
        cited = {}
        for code in languages.codes():
            body = getattr(topic, f"body_{code}")
            marks = re.findall(r"\[@[^\]]*\]", body)
            cited[code] = [key for mark in marks for key in re.findall(r"@([a-z0-9-]+)", mark)]
            assert set(cited[code]) <= keys
            for line in body.splitlines():
                if line and not line.startswith(("#", "|", "-", "**")) and "[@" not in line:
                    assert topic.slug in ("domains", "glossary"), (
                        line
                    )  # its first line only introduces the headings
        assert Counter(cited["hi"]) == Counter(cited["en"]), topic
        listed = {citation.source.slug for citation in topic.citations.all()}
        assert listed == set(cited["hi"]), topic


def test_general_knowledge_is_marked_where_a_text_rests_on_it():
    for topic in Topic.objects.filter(citations__source__slug="knowledge").distinct():
        assert "general knowledge" in topic.body_en
        assert "सामान्य जानकारी" in topic.body_hi
    for citation in Citation.objects.filter(source__slug="knowledge").exclude(
        claim__in=("oic_member", "body")
    ):
        assert citation.note_en
        assert citation.note_hi


def test_quotations_say_what_their_words_are():
    for statement in Statement.objects.all():
        for code in languages.codes():
            quote, wording = (getattr(statement, f"{name}_{code}") for name in ("quote", "wording"))
            assert bool(quote) == bool(wording), statement.slug
            if quote:
                original = statement.quote_language == code
                assert (wording == Statement.Wording.ORIGINAL) == original, statement.slug
        if statement.quote_original:
            assert statement.quote_language not in ("", *languages.codes())
    assert not Statement.objects.filter(wording_hi="published").exists()
