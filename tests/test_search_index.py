"""The index follows the records, is built anew beside itself, and knows when it is wrong."""

import os
import signal
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from archive import loading
from archive.models import Country, Event, Member, SearchRow, SearchWord, Statement
from archive.search import documents, health, index, rebuilding, vocabulary
from archive.search.engines import engine
from imctc_site.health import NotReady
from tests.search_made import found, small_archive


@pytest.fixture
def archive(db):
    small_archive()


def nothing_is_wrong() -> bool:
    return health.problems() == [] and health.ready() == SearchRow.objects.count() == engine().count(
        connection
    )


def words() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "rows"))


def test_every_record_has_one_row_for_each_language_it_is_written_in(archive):
    assert set(SearchRow.objects.filter(slug="appointment").values_list("language", flat=True)) == {
        "hi",
        "en",
    }
    assert set(SearchRow.objects.filter(slug="drill").values_list("language", flat=True)) == {"en"}
    assert nothing_is_wrong()


def test_an_edit_is_found_and_the_old_words_are_not(archive):
    event = Event.objects.get(slug="drill")
    event.title_en = "Manoeuvres in the north"
    event.save()
    assert found("manoeuvres") == ["event/drill"]
    assert found("thunder") == []
    assert "thunder" not in words()
    assert nothing_is_wrong()


def test_a_renamed_country_is_renamed_wherever_it_is_mentioned(archive):
    country = Country.objects.get(slug="russia")
    country.name_en = "Muscovy"
    country.save()
    assert found("Muscovy", "en") == ["country/russia", "statement/russian-view"]
    member = Country.objects.get(slug="pakistan")
    member.name_en = "Hindustan"
    member.save()
    assert found("Hindustan", "en") == ["member/pakistan", "event/appointment"]
    assert nothing_is_wrong()


def test_a_renamed_country_is_renamed_in_what_others_said_about_it(archive):
    russia, turkiye = Country.objects.get(slug="russia"), Country.objects.get(slug="turkiye")
    Statement.objects.create(
        slug="about-turkiye",
        country=russia,
        about=turkiye,
        date="2015-12-16",
        kind="reservation",
        gist_en="It should say more.",
        status="published",
    )
    turkiye.name_en = "Anatolia"
    turkiye.save()
    assert "statement/about-turkiye" in found("Anatolia", "en")
    assert nothing_is_wrong()


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_country_is_found_under_its_own_name_until_readers_see_its_membership(archive, status):
    turkiye = Country.objects.get(slug="turkiye")
    member = Member.objects.create(
        slug="turkiye", country=turkiye, joined="2015-12-15", status=status, withdrawn_reason_en="Wrong."
    )
    assert found("Türkiye", "en")[0] == "country/turkiye"
    assert "member/turkiye" not in found("Türkiye", "en")
    member.status = "published"
    member.save()
    assert found("Türkiye", "en")[0] == "member/turkiye"
    assert "country/turkiye" not in found("Türkiye", "en")
    assert nothing_is_wrong()


def test_countries_that_take_part_follow_from_both_ends(archive):
    event, russia = Event.objects.get(slug="appointment"), Country.objects.get(slug="russia")
    event.participants.add(russia)
    assert "event/appointment" in found("Russia", "en")
    russia.events.remove(event)
    assert "event/appointment" not in found("Russia", "en")
    russia.events.add(event)
    assert "event/appointment" in found("Russia", "en")
    russia.events.clear()
    assert "event/appointment" not in found("Russia", "en")
    assert nothing_is_wrong()


def test_a_deleted_record_takes_its_rows_and_words_along(archive):
    Event.objects.all().delete()
    assert found("thunder") == []
    assert "thunder" not in words()
    Member.objects.get().delete()
    assert found("पाकिस्तान") == ["country/pakistan"]  # no member hides it any more
    assert nothing_is_wrong()


def test_a_write_that_is_rolled_back_leaves_the_index_as_it_was(archive):
    before = words()
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - what is undone stands inside
        Event.objects.create(slug="never", date="2020", kind="visit", title_en="Never", status="published")
        raise ZeroDivisionError
    assert found("never", "en") == []
    assert words() == before


def test_words_are_counted_by_rows_that_readers_see(archive):
    counted: dict[str, int] = {}
    for _record, entries in documents.everything():
        for entry in entries:
            for word in vocabulary.words_of(entry) if entry.id > 0 else ():
                counted[word] = counted.get(word, 0) + 1
    assert words() == counted


def test_records_saved_together_are_written_once_at_the_end(archive):
    event = Event.objects.get(slug="drill")
    with index.gathered():
        event.title_en = "First"
        event.save()
        assert found("First", "en") == []
        event.title_en = "Second"
        event.save()
        Statement.objects.all().delete()
    assert found("Second", "en") == ["event/drill"]
    assert found("First", "en") == []
    assert nothing_is_wrong()


def test_a_fixture_that_is_refused_indexes_nothing(archive, tmp_path):
    before = words()
    (tmp_path / "bad.yaml").write_text("- event: bad\n  title_en: Unheard\n  nonsense: 1\n", encoding="utf-8")
    with pytest.raises(loading.FixtureError):
        loading.load([tmp_path / "bad.yaml"], loading.Existing.ADD)
    assert words() == before


def test_the_index_built_anew_is_the_same_as_the_one_that_followed(archive):
    rows = list(SearchRow.objects.order_by("id").values())
    before = words()
    results = {typed: found(typed) for typed in ("raheel", "गठबंधन", "pakisatn", "6 जनवरी 2017")}
    for _again in range(2):
        call_command("rebuild_search", verbosity=0)
        assert list(SearchRow.objects.order_by("id").values()) == rows
        assert words() == before
        assert {typed: found(typed) for typed in results} == results
        assert nothing_is_wrong()
    Event.objects.create(slug="after", date="2020", kind="visit", title_en="Afterwards", status="published")
    assert found("afterwards", "en") == ["event/after"]


def test_what_is_written_while_the_index_is_built_is_in_it(archive, monkeypatch):
    exchange = rebuilding._exchange

    def meanwhile(built):
        event = Event.objects.get(slug="drill")
        event.title_en = "Meanwhile"
        event.save()
        Statement.objects.get(slug="russian-view").delete()
        Event.objects.create(slug="late", date="2020", kind="visit", title_en="Late", status="published")
        exchange(built)

    monkeypatch.setattr(rebuilding, "_exchange", meanwhile)
    rebuilding.rebuild()
    assert found("meanwhile", "en") == ["event/drill"]
    assert found("late", "en") == ["event/late"]
    assert found("Peskov", "en") == []
    assert nothing_is_wrong()


def test_a_build_that_fails_leaves_the_index_in_use_alone(archive, monkeypatch):
    def broken(counts, written):
        raise OSError("disk full")

    monkeypatch.setattr(rebuilding, "_store_words", broken)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        rebuilding.rebuild()
    assert found("raheel") == ["event/appointment"]
    monkeypatch.undo()
    rebuilding.rebuild()
    assert nothing_is_wrong()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda: SearchRow.objects.filter(slug="drill").delete(), "missing"),
        (lambda: SearchRow.objects.filter(slug="drill").update(stamp="old", version=0), "stale"),
        (lambda: Event.objects.filter(slug="drill").update(status="draft"), "stale"),
        (lambda: Event.objects.filter(slug="drill")._raw_delete("default"), "left over"),
    ],
)
def test_the_check_finds_what_is_missing_stale_or_left_over(archive, damage, what, capsys):
    key = Event.objects.get(slug="drill").pk
    damage()
    health._answered.clear()
    assert health.problems() == [health.Problem("event", key, what)]
    if Event.objects.filter(slug="drill", status="draft"):  # what is hidden must not be found either
        with pytest.raises(NotReady, match="1 records"):
            health.ready()
    else:
        assert "1 records; run manage.py rebuild_search" in health.ready()
    with pytest.raises(CommandError, match="1 records"):
        call_command("rebuild_search", "--check")
    assert f"event {key}: {what}" in capsys.readouterr().out
    call_command("rebuild_search")
    assert nothing_is_wrong()
    call_command("rebuild_search", "--check")


def test_lost_words_make_the_site_not_ready(archive):
    engine().remove(connection, [SearchRow.objects.first().pk])
    health._answered.clear()
    with pytest.raises(NotReady, match="lost words"):
        health.ready()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_flushed_is_filled_again_like_a_new_one():
    """Other tests flush too, between any two of which no word of a record may stay."""
    small_archive()
    call_command("flush", interactive=False, verbosity=0)
    assert engine().count(connection) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM archive_searchpiece")
        assert cursor.fetchone() == (0,)
    small_archive()  # with the same primary keys as before
    assert found("thunder") == ["event/drill"]
    assert nothing_is_wrong()


def test_an_index_of_another_version_is_built_anew_when_upgrading(archive, monkeypatch, capsys):
    call_command("rebuild_search", if_stale=True)
    assert capsys.readouterr().out == ""
    monkeypatch.setattr("archive.search.entry.EDITION", "of the next version")
    assert not health.follows_the_rules()
    call_command("rebuild_search", if_stale=True)
    assert "rows in" in capsys.readouterr().out
    assert health.follows_the_rules()
    assert health.problems() == []


def left_over() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.endswith(rebuilding.SUFFIX)]


@pytest.mark.parametrize("afterwards", ["rebuild_search", "migrate"])
@pytest.mark.django_db(transaction=True)
def test_a_build_that_was_killed_leaves_nothing_for_long(afterwards):
    rebuilding._make_tables()
    assert left_over()
    call_command(afterwards, verbosity=0)
    assert not left_over()


@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="signals need it")
def test_a_build_that_is_told_to_end_takes_its_tables_away(archive, monkeypatch):
    def told(*_):
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(rebuilding, "_exchange", told)
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit):
            call_command("rebuild_search", verbosity=0)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert not left_over()
