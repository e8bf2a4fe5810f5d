"""Addresses of pages, without a look-up for each."""

from django.urls import reverse
from django.utils import translation

from archive.public.addresses import address, bare, in_language


def test_addresses_are_those_of_the_resolver():
    with translation.override("en"):
        assert address("member", "oman") == reverse("archive:member", args=["oman"]) == "/en/members/oman/"
        assert address("member-list") == reverse("archive:member-list") == "/en/members/"
        assert address("home") == "/en/"
    with translation.override("hi"):
        assert address("member", "oman") == "/hi/members/oman/"


def test_a_page_in_a_named_language():
    with translation.override("hi"):
        assert address("event", "2016-12-28-oman", "en") == "/en/events/2016-12-28-oman/"


def test_a_claim_of_the_seed_text_is_a_place_on_its_page():
    with translation.override("en"):
        assert address("seed-claim", "sc-03") == "/en/seed-text/#sc-03"


def test_only_a_language_is_taken_from_the_front_of_a_path():
    assert bare("/hi/members/") == "/members/"
    assert bare("/hindu/members/") == "/hindu/members/"
    assert in_language("/hi/members/oman/", "en") == "/en/members/oman/"
