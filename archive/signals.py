"""What must follow every write of a record, whoever makes it: the search index, its addresses, its memory.

The house rule is that a plain call is better than a signal, because it can be read where it happens. This is
the exception: a write can come from the admin, from an import, from `loaddata` or from somebody's shell, and
no single function stands in all their ways. (The content revision follows also what sends no signals, by
triggers of the database: `archive.triggers`.)

Everything that listens is connected here, once, by `ArchiveConfig.ready()`.
"""

from django.apps import apps
from django.db import connections
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_migrate,
)

from archive import database, revision, triggers
from archive.models import RECORDS, Event, OldSlug, Statement, Version, WorkingCopy
from archive.models.revision import ContentRevision
from archive.models.search import SearchRow
from archive.search import index, rebuilding


def take_triggers_away(sender, using, **kwargs):
    triggers.drop(using)


def begin(sender, using, **kwargs):
    """After `migrate` and `flush`: an empty archive has a revision too, and an empty search index."""
    tables = connections[using].introspection.table_names()
    if ContentRevision._meta.db_table in tables:  # migrations may have been taken back
        triggers.make(using)
        revision.begin(using)
        if kwargs.get("plan"):  # a migration may have written while the triggers were away
            revision.advance(using)
    if SearchRow._meta.db_table in tables:
        index.begin(using)
        rebuilding.drop_tables(using)


def index_saved(sender, instance, using, **kwargs):
    if using == database.writing():  # a copy elsewhere has an index elsewhere
        index.follow(instance)


def index_deleted(sender, instance, using, **kwargs):
    if using == database.writing():
        index.unfollow(instance)


def addresses_deleted(sender, instance, using, **kwargs):
    OldSlug.objects.db_manager(using).forget(instance)


def forget_versions(sender, instance, using, **kwargs):
    """With a record goes its memory: what was never public leaves no trace, what was public is withdrawn."""
    Version.objects.using(using).filter(kind=instance.kind_name, slug=instance.slug).delete()
    WorkingCopy.objects.using(using).filter(kind=instance.kind_name, object_id=instance.pk).delete()


def index_participants(sender, instance, action, reverse, pk_set, using, **kwargs):
    """Who is in an event changed, from either end; who is cleared of all events names them before."""
    if action == "pre_clear" and reverse:
        instance._events_cleared = list(instance.events.using(using).values_list("pk", flat=True))
    elif action in ("post_add", "post_remove", "post_clear"):
        changed = (pk_set or getattr(instance, "_events_cleared", ())) if reverse else (instance.pk,)
        for event in Event.objects.using(using).filter(pk__in=changed):
            index_saved(sender, event, using)


def index_parties(sender, instance, action, reverse, pk_set, using, **kwargs):
    """In whose name a statement was made changed, from either end."""
    if action == "pre_clear" and reverse:
        instance._joint_cleared = list(instance.joint_statements.using(using).values_list("pk", flat=True))
    elif action in ("post_add", "post_remove", "post_clear"):
        changed = (pk_set or getattr(instance, "_joint_cleared", ())) if reverse else (instance.pk,)
        for statement in Statement.objects.using(using).filter(pk__in=changed):
            index_saved(sender, statement, using)


def connect() -> None:
    for model in RECORDS:
        post_save.connect(index_saved, sender=model, dispatch_uid=f"index {model._meta.label}")
        post_delete.connect(index_deleted, sender=model, dispatch_uid=f"index {model._meta.label}")
        post_delete.connect(addresses_deleted, sender=model, dispatch_uid=f"addresses {model._meta.label}")
        post_delete.connect(forget_versions, sender=model, dispatch_uid=f"versions {model._meta.label}")
    for name, relation in (("participants", Event.participants), ("people", Event.people)):
        m2m_changed.connect(index_participants, sender=relation.through, dispatch_uid=f"index {name}")
    m2m_changed.connect(index_parties, sender=Statement.parties.through, dispatch_uid="index parties")
    archive = apps.get_app_config("archive")
    pre_migrate.connect(take_triggers_away, sender=archive, dispatch_uid="archive triggers go")
    post_migrate.connect(begin, sender=archive, dispatch_uid="archive begins")
