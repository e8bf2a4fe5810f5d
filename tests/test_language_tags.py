"""Languages of sources and quotations are codes of BCP 47, whatever people type for them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from archive import languages, loading
from archive.language_tags import read
from archive.models import Citation, Source, Statement
from tests.rooms import Form, editor, records, text, url

KEPT = {
    "hi": "hi",
    "EN": "en",
    "en-us": "en-US",
    "EN-gb": "en-GB",
    "zh-hant-tw": "zh-Hant-TW",
    "sr-latn": "sr-Latn",
    "es-419": "es-419",
    "de-1996": "de-1996",
    "ckb": "ckb",
    "skr": "skr",
    "und": "und",
    "mul": "mul",
    # Codes that BCP 47 wants written otherwise.
    "deu": "de",
    "ara": "ar",
    "iw": "he",
    "in": "id",
    "cmn": "zh",
    "sh": "sr-Latn",
    " ur ": "ur",
    "u\u200br": "ur",
}
REFUSED = {
    "German": "de",
    "german": "de",
    "GERMAN": "de",
    "Arabic": "ar",
    "जर्मन": "de",
    "हिन्दी": "hi",
    "उर्दू": "ur",
    "French.": "fr",
    "en_US": "en-US",
    "zh_hans": "zh-Hans",
    "en US": "en-US",
    "EN–GB": "en-GB",
    '"><b>': "",
    "<script>": "",
    "xx": "",
    "xyz": "",
    "e": "",
    "english language": "",
    "en-": "en",
    "-en": "en",
    "en--US": "en-US",
    "en-USA": "",
    "en-XX": "",
    "en-Abcd": "",
    "en; drop": "",
    "12": "",
    "en-x-private": "",
    "भाषा": "",
    "a" * 40: "",
}


@pytest.mark.parametrize(("typed", "code"), KEPT.items())
def test_a_code_is_kept_as_the_standard_writes_it(typed, code):
    assert read(typed) == code == read(code)


@pytest.mark.parametrize(("typed", "instead"), REFUSED.items())
@pytest.mark.parametrize("lang", languages.codes())
def test_anything_else_is_refused_with_what_to_write(typed, instead, lang):
    with override(lang), pytest.raises(ValueError, match="BCP 47") as refused:
        read(typed)
    said = str(refused.value)
    assert (f" {instead}" in said) if instead else ("hi" in said and "en-GB" in said)


FIELDS = [(Source, "language"), (Statement, "quote_language"), (Citation, "quote_language")]


@pytest.mark.parametrize(("model", "field"), FIELDS)
@pytest.mark.parametrize("typed", ["German", "en_US", '"><b>'])
def test_every_field_with_a_language_checks_it(model, field, typed):
    record = model(**{field: typed})
    with pytest.raises(ValidationError) as refused:
        record.clean_fields()
    assert "BCP 47" in str(refused.value.message_dict[field])
    record = model(**{field: "EN-us"})
    with pytest.raises(ValidationError) as refused:
        record.clean_fields()
    assert field not in refused.value.message_dict
    assert getattr(record, field) == "en-US"


@pytest.mark.django_db
def test_editors_are_told_and_what_they_typed_is_kept():
    made = records()
    form = Form(editor(), url(made.statement, lang="hi")).fill(language="German")
    page = text(form.submit())
    assert "“German” भाषा का कोड नहीं है (BCP 47)। de लिखें।" in page
    assert form.data["language"] == "German"
    assert form.fill(language="DE-at").submit().status_code == 302
    made.statement.refresh_from_db()
    assert made.statement.language == "de-AT"


@pytest.mark.django_db
def test_files_are_checked_as_well(tmp_path):
    file = tmp_path / "source.yaml"
    written = '- source: a\n  publisher_en: P\n  kind: press\n  language: "{}"\n'
    file.write_text(written.format("en_US"))
    with pytest.raises(loading.FixtureError, match="en-US"):
        loading.load([file])
    file.write_text(written.format("EN-us"))
    loading.load([file])
    assert Source.objects.get().language == "en-US"


@pytest.mark.parametrize(
    "code", ["ar", "ur", "fa-AF", "sd", "ckb", "skr", "he", "yi", "az-Arab", "ks", "dv", "ug"]
)
def test_languages_written_from_right_to_left(code):
    assert languages.direction(code) == "rtl"


@pytest.mark.parametrize(
    "code", ["hi", "en", "ku", "pa", "az", "ur-Latn", "", "xx", "und", '"><b>', "German"]
)
def test_languages_written_from_left_to_right(code):
    assert languages.direction(code) == "ltr"
