"""What is measured still works: the archives that are made for it, and the plain pages beside ours."""

import pytest
from django.core.management import call_command
from django.test import override_settings

from archive.models import RECORDS, Citation, Statement, Version
from archive.versions import history
from bench import load, make_records, plain, remember

#: What the plain pages need besides the settings of the site.
PLAIN = {name: getattr(plain, name) for name in ("INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES", "ROOT_URLCONF")}


@pytest.mark.django_db
def test_every_record_of_a_made_archive_gets_three_versions(capsys):
    call_command(make_records.Command(), 300, kind="statement", no_search=True)
    remember.main()
    assert Version.objects.count() == 3 * sum(model.objects.count() for model in RECORDS) >= 900
    statement = Statement.objects.exclude(gist_en="").first()
    first, last = history.get(statement, 1), history.get(statement, 3)
    assert last.number == statement.version
    assert history.written(last).values["gist_en"] == statement.gist_en
    assert history.written(first).values["gist_en"] == f"{statement.gist_en} Draft 1."


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_plain_page_shows_what_ours_shows(content, client, lang):
    statement = Statement.objects.get(slug="joint-2015-12-15")
    ours = client.get(f"/{lang}/statements/{statement.slug}/").content.decode()
    with override_settings(**PLAIN):
        page = client.get(f"/{lang}/plain/statements/{statement.slug}/").content.decode()
    parties = list(statement.parties.all())
    cited = [each.source.get_absolute_url() for each in Citation.objects.filter(statement=statement)]
    assert len(parties) > 30
    for shown in (ours, page):
        assert getattr(statement, f"gist_{lang}")[:60] in shown
        assert all(getattr(country, f"name_{lang}") in shown for country in parties)
        assert all(address.partition("/sources/")[2] in shown for address in cited)


def test_an_answer_without_its_length_is_no_measure():
    with pytest.raises(load.Wrong, match="length"):
        load.Reader.length(b"http/1.1 200 ok\r\ntransfer-encoding: chunked")
