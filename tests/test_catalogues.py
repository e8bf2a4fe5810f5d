"""The Hindi catalogues, read as an editor reads them: nothing lost, one spelling, one word for one thing."""

import re
import unicodedata

import pytest

from archive import catalogues

HOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
#: Spellings the archive does not use: no nukta, half nasals, ये for ए, digits of the other script.
MISSPELT = re.compile(
    r"फिल|फाइल|खबर|खाली|(?<![\u0900-\u097f])खान[ाे]|गलत|काफी|जरूर|फरवरी|तारीख(?!़)|अंग्रेजी|हिन्दी|सम्बन्ध|अन्तर|चाहिये|लिये|गयी|हुयी|[०-९]"
)
#: A thing has one name. Left: the name that would be a second one. Right: the name it has.
SECOND_NAMES = {
    "मानचित्र": "नक़्शा",
    "छँटाई": "फ़िल्टर",
    "संग्रहीत": "सहेजी हुई प्रति",
    "पूर्ण संख्या": "पूर्णांक",
    "मुख्य पृष्ठ": "मुखपृष्ठ",
    "पता-नाम": "पते का नाम",
}


def forms(text) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def hindi():
    """Every text with its translations: (file, English forms, Hindi forms)."""
    for path in catalogues.catalogues():
        for message in catalogues.read(path):
            if message.id:
                yield path.name, forms(message.id), forms(message.string)


def test_every_text_keeps_its_placeholders():
    for name, english, translations in hindi():
        for text in translations:
            assert set(HOLDER.findall(text)) == set(HOLDER.findall(english[-1])), (name, english, text)


def test_hindi_is_spelt_in_one_way():
    for name, english, translations in hindi():
        for text in translations:
            assert unicodedata.is_normalized("NFC", text), (name, english)
            assert not MISSPELT.search(text), (name, english, text)
            assert not re.search(r"[\u0900-\u097f]\.(\s|$)|\s।|\|", text), (name, english, text)


@pytest.mark.parametrize(("second", "first"), SECOND_NAMES.items())
def test_a_thing_has_one_name(second, first):
    strangers = [text for _name, _english, translations in hindi() for text in translations if second in text]
    assert strangers == [], f"say {first}"


def test_ours_and_the_packages_say_the_same():
    """Both are loaded, and which of them a page shows is an accident of their order."""
    ours = catalogues.read(catalogues.LOCALE / "hi" / "LC_MESSAGES" / "django.po")
    for path in (catalogues.PACKAGES / "hi" / "LC_MESSAGES").glob("*.po"):
        for message in catalogues.read(path):
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key and (same := ours.get(key, message.context)):
                assert same.string == message.string, (path.name, key)
