"""What files publish: a source that readers can see stands behind it, or stood when it was published."""

import io

import pytest
from django.core.management import CommandError, call_command

from archive.models import Country, Member, Source
from tests.files_loaded import CITED, run


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_a_file_publishes_needs_a_source_that_readers_can_see(tmp_path, status):
    file = tmp_path / "cited.yaml"
    reason = "withdrawn_reason_en: A forgery."
    file.write_text(CITED.format(status=status, reason=reason, before=""), encoding="utf-8")
    with pytest.raises(CommandError, match=r"member oman, joined"):
        run(file)
    file.write_text(CITED.format(status="published", reason="", before=""), encoding="utf-8")
    run(file)


@pytest.mark.django_db
def test_a_record_whose_source_was_withdrawn_after_its_publication_can_be_restored(tmp_path):
    file = tmp_path / "cited.yaml"
    file.write_text(CITED.format(status="published", reason="", before=""), encoding="utf-8")
    run(file)
    source = Source.objects.get()
    source.status, source.withdrawn_reason_en = "withdrawn", "A forgery."
    source.save()
    out = io.StringIO()
    call_command("dumpdata", "archive", format="yaml", stdout=out)
    file.write_text(out.getvalue(), encoding="utf-8")
    before = without_versions()
    for model in (Member, Country, Source):
        model.objects.all().delete()
    run(file)
    assert without_versions() == before


def without_versions() -> list:
    """The stored records, but not how often each was saved, which no file tells."""
    return [
        {name: value for name, value in row.items() if name not in ("id", "version") and name[-3:] != "_id"}
        for model in (Member, Country, Source)
        for row in model.objects.rewrite(False).values()
    ]
