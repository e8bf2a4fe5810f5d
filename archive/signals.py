"""What must follow every write of content, whoever makes it: the content revision and the search index.

The house rule is that a plain call is better than a signal, because it can be read where it happens. This is
the exception. A page kept under an old revision is a page with an old text, and a write can come from the
admin, from an import, from `loaddata` or from somebody's shell: no single function stands in all their ways,
signals do.

Everything that listens is connected here, once, by `ArchiveConfig.ready()`.
"""

from django.apps import apps
from django.db import connections
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_save,
)

from archive import revision
from archive.models import RECORDS, Alias, Citation, Event, OldSlug
from archive.models.revision import ContentRevision
from archive.models.search import SearchRow
from archive.search import index

#: Models whose rows are seen by readers.
PUBLIC = (*RECORDS, Alias, Citation, OldSlug)


def advance_revision(sender, using, **kwargs):
    """Advance before the write and after it.

    Before, so that on PostgreSQL two transactions which write the same rows meet first at the revision's row
    and wait there, instead of each holding a row that the other wants. After, so that a write outside any
    transaction, which is visible at once, is followed by its revision.

    Drafts advance as well: a draft country or source may be named on a public page, and the price of an
    advance is to make each page once more.
    """
    revision.advance(using)


def begin(sender, using, **kwargs):
    """After `migrate` and `flush`: an empty archive has a revision too, and an empty search index."""
    tables = connections[using].introspection.table_names()
    if ContentRevision._meta.db_table in tables:  # migrations may have been taken back
        revision.begin(using)
    if SearchRow._meta.db_table in tables:
        index.begin(using)


def index_saved(sender, instance, using, **kwargs):
    index.follow(instance, using)


def index_deleted(sender, instance, using, **kwargs):
    index.unfollow(instance, using)


def index_participants(sender, instance, action, reverse, pk_set, using, **kwargs):
    """Countries of an event changed, from either end; a country that is cleared names its events before."""
    if action == "pre_clear" and reverse:
        instance._events_cleared = list(instance.events.using(using).values_list("pk", flat=True))
    elif action in ("post_add", "post_remove", "post_clear"):
        changed = (pk_set or getattr(instance, "_events_cleared", ())) if reverse else (instance.pk,)
        for event in Event.objects.using(using).filter(pk__in=changed):
            index.follow(event, using)


def connect() -> None:
    for model in RECORDS:
        post_save.connect(index_saved, sender=model, dispatch_uid=f"index {model._meta.label}")
        post_delete.connect(index_deleted, sender=model, dispatch_uid=f"index {model._meta.label}")
    through = Event.participants.through
    m2m_changed.connect(index_participants, sender=through, dispatch_uid="index participants")
    post_migrate.connect(begin, sender=apps.get_app_config("archive"), dispatch_uid="archive begins")
    for model in PUBLIC:
        for signal in (pre_save, post_save, pre_delete, post_delete):
            signal.connect(advance_revision, sender=model, dispatch_uid=f"revision {model._meta.label}")
        for relation in model._meta.local_many_to_many:
            m2m_changed.connect(
                advance_revision, sender=relation.remote_field.through, dispatch_uid=f"revision {relation}"
            )
