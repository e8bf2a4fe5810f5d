"""Two people press “save” in the same moment: the database makes one wait, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from archive.models import Member
from tests.rooms import Form, editor, groups, records, url

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_saves_of_one_record_at_once_are_all_kept():
    groups()
    made = records()
    fields = ("summary_hi", "summary_en", "role_hi", "role_en", "list_order", "standing", "left", "slug")
    values = ("एक", "two", "तीन", "four", "5", "contested-internally", "2020", "islamic-republic-of-pakistan")
    forms = [Form(editor(f"Editor {n}"), url(made.member)) for n in range(8)]
    start = Barrier(8)

    def save(form, field, value):
        try:
            start.wait(timeout=30)
            return form.fill(**{field: value}).submit().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(save, forms, fields, values))
    assert answers == [302] * 8
    member = Member.objects.get(pk=made.member.pk)
    assert [str(getattr(member, field)) for field in fields] == list(values)
    assert member.version == made.member.version + 8


def test_of_two_saves_of_one_field_at_once_one_is_asked():
    groups()
    made = records()
    forms = [Form(editor(f"Editor {n}"), url(made.member)) for n in range(2)]
    start = Barrier(2)

    def save(form, text):
        try:
            start.wait(timeout=30)
            return form.fill(summary_en=text).submit().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, forms, ("First.", "Second.")))
    assert sorted(answers) == [200, 302]
    assert Member.objects.get(pk=made.member.pk).summary_en in ("First.", "Second.")
