"""What is proposed where an address was left empty, and addresses of the web as people can read them."""

import unicodedata

from django import forms
from django.utils.text import slugify

from archive import languages
from archive.models.slugs import OldSlug
from archive.spelling.addresses import readable
from archive.spelling.roman import romanise

#: No proposed address is longer; it is cut between two words.
LONGEST = 60
#: How often another number is tried behind an address that is taken.
TRIES = 100


def proposed(model, typed: dict) -> str:
    """An address for a new record: from its English name, or else from the Hindi one as people write it.

    What has no name of its own is called after the records that it is about: `raheel-sharif-commander`.
    """
    name = _name(model, typed)
    name = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in name)
    base = slugify(" ".join(romanise(word) for word in name.lower().split()))
    while len(base) > LONGEST and "-" in base:
        base = base.rpartition("-")[0]
    base = base[:LONGEST].strip("-")
    for number in range(1, TRIES) if base else ():
        slug = base if number == 1 else f"{base}-{number}"
        record = model(slug=slug)
        if not model._default_manager.filter(slug=slug).exists() and not OldSlug.objects.taken(record):
            return slug
    return ""


def _name(model, typed: dict) -> str:
    order = sorted(languages.codes(), key=lambda code: code != "en")
    for field in (model.TITLE, model.MAIN_TEXT):
        for code in order if field else ():
            if text := typed.get(languages.column(field, code)):
                return text
    needed = {each.name for each in model._meta.fields if each.is_relation and not each.null}
    others = [each.slug for name, each in typed.items() if name in needed and each is not None]
    return " ".join(others) or typed.get("title") or ""


class AddressField(forms.URLField):
    """An address of the web; a Hindi one is as long as it reads."""

    def to_python(self, value):
        return super().to_python(readable(value) if isinstance(value, str) else value)

    def has_changed(self, initial, data):
        return super().has_changed(readable(initial or ""), data)
