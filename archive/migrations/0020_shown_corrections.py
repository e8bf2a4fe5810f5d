"""Which changes to what was public readers see nothing of, so that they are no corrections.

Worked out for the versions that are there, by their own words alone: a change of the lists of what is out of
date, of a reason that is not public, or of records and sources that readers cannot see today. The rule is
spelled out here once more, for this migration's own state of the models.
"""

import json

from django.db import migrations, models
from django.db.models import Q

READABLE = ("published", "withdrawn")
MARKS = {"stale", "rough"}
BATCH = 500


def kinds(apps):
    """The models of records, by the name that versions have for each."""
    names = (
        "member", "country", "event", "statement", "person", "post", "term", "figure", "source", "topic", "seed-claim"
    )  # fmt: skip
    return {name: apps.get_model("archive", name.replace("-", "")) for name in names}


def relations(model):
    """Fields that name other records, with the kind of these."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {field.name: field.related_model for field in fields if field.is_relation}


def readable_slugs(model, using):
    return set(model.objects.using(using).filter(status__in=READABLE).values_list("slug", flat=True))


def seen(data, related, readable, present):
    """What readers could know of a version as it was written."""
    found = {}
    for name, value in data.items():
        if name in MARKS or (name.startswith("withdrawn_reason") and data.get("status") != "withdrawn"):
            continue
        if name in related:
            several = value if isinstance(value, list) else [value]
            value = [present(related[name], slug) for slug in several if slug]
            value = [slug for slug in value if slug in readable[related[name]]]
        elif name == "citations":
            value = {
                claim: [each for each in several if source_of(each, present) in readable["Source"]]
                for claim, several in value.items()
            }
            value = {claim: several for claim, several in value.items() if several}
        if value not in (None, "", [], {}):
            found[name] = value
    return found


def source_of(citation, present):
    return present("Source", citation if isinstance(citation, str) else citation["source"])


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    versions = apps.get_model("archive", "Version").objects.using(using)
    models_of = kinds(apps)
    by_name = {model.__name__: (kind, model) for kind, model in models_of.items()}
    readable = {name: readable_slugs(model, using) for name, (_kind, model) in by_name.items()}
    moved = {
        (kind, slug): today
        for kind, slug, today in apps.get_model("archive", "OldSlug").objects.using(using).values_list(
            "kind", "slug", "present"
        )
    }

    def present(name, slug):
        return moved.get((by_name[name][0], slug), slug)

    related = {
        kind: {name: other.__name__ for name, other in relations(model).items()}
        for kind, model in models_of.items()
    }
    doubtful = {
        kind: {*MARKS, *names, *(f"withdrawn_reason_{code}" for code in codes(models_of[kind]))}
        for kind, names in related.items()
    }
    aside = []
    corrections = versions.filter(minor=False, status_before__in=READABLE)
    for pk, kind, fields in corrections.values_list("pk", "kind", "fields").iterator(chunk_size=BATCH):
        changed = fields.split()
        if kind in doubtful and all(
            name in doubtful[kind] or name.startswith("citations.") for name in changed
        ):
            aside.append(pk)
    for pk in aside:
        version = versions.get(pk=pk)
        before = (
            versions.filter(kind=version.kind, slug=version.slug, number__lt=version.number)
            .order_by("-number")
            .first()
        )
        if before is None:
            continue
        was, now = (
            seen(json.loads(each.data), related[version.kind], readable, present) for each in (before, version)
        )
        if without_moments(was) == without_moments(now):
            versions.filter(pk=pk).update(shown=False)


def codes(model):
    names = {field.name for field in model._meta.concrete_fields}
    return [name.removeprefix("withdrawn_reason_") for name in names if name.startswith("withdrawn_reason_")]


def without_moments(data):
    aside = {"published_at", "created_at", "changed_at", "old_slugs"}
    return {name: value for name, value in data.items() if name not in aside}


class Migration(migrations.Migration):
    dependencies = [("archive", "0019_files_without_accounts")]

    operations = [
        migrations.RemoveIndex(model_name="version", name="version_corrections"),
        migrations.AddField(model_name="version", name="shown", field=models.BooleanField(default=True)),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=Q(minor=False, status_before__in=READABLE, shown=True),
                fields=["-at", "-id"],
                name="version_corrections",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(condition=Q(shown=False), fields=["id"], name="version_unseen"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
