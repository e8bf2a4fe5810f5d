"""Every record that is there gets a first version: itself, as it stands.

The written form is spelled out here once more, for this migration's own state of the models: the code that
writes it today may know columns that this state has not.
"""

import json

from django.conf import settings
from django.db import migrations

from archive.fields import DerivedField

KINDS = ("member", "country", "event", "statement", "source", "figure", "topic", "seed-claim")
ASIDE = {"id", "slug", "version"}
MOMENTS = ("published_at", "created_at", "changed_at")
BATCH = 300


def columns(model, aside):
    """The fields that say something: translated ones in each language, nothing that follows from others."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    names = {field.name for field in fields}
    language = settings.LANGUAGES[0][0].replace("-", "_")
    return [
        field
        for field in fields
        if f"{field.name}_{language}" not in names
        and field.name not in aside
        and not isinstance(field, DerivedField)
    ]


def said(instance, fields):
    found = {}
    for field in fields:
        if field.many_to_many:
            value = sorted(other.slug for other in getattr(instance, field.name).all())
        elif field.is_relation:
            other = getattr(instance, field.name)
            value = other.slug if other else None
        else:
            value = getattr(instance, field.name)
        if value is not None and value != "" and value != []:
            found[field.name] = value
    return found


def written(record, kind, fields, citation_fields, old):
    data = {kind: record.slug, **said(record, fields)}
    for name in MOMENTS:
        if moment := getattr(record, name):
            data[name] = moment.isoformat()
    if old:
        data["old_slugs"] = sorted(old)
    claims = {}
    for citation in record.citations.all() if kind != "source" else ():
        about = {"source": citation.source.slug, **said(citation, citation_fields)}
        claims.setdefault(citation.claim, []).append(about["source"] if len(about) == 1 else about)
    if claims:
        data["citations"] = claims
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def remember(apps, schema_editor):
    alias = schema_editor.connection.alias
    Version, Citation = apps.get_model("archive", "Version"), apps.get_model("archive", "Citation")
    known = set(Version.objects.using(alias).values_list("kind", "slug"))
    old_slugs = {}
    for kind, present, slug in apps.get_model("archive", "OldSlug").objects.using(alias).values_list(
        "kind", "present", "slug"
    ):
        old_slugs.setdefault((kind, present), []).append(slug)
    parents = {kind.replace("-", "_") for kind in KINDS}
    citation_fields = columns(Citation, {"id", "claim", "position", "source", *parents - {"source"}})
    for kind in KINDS:
        model = apps.get_model("archive", kind.replace("-", ""))
        fields = columns(model, ASIDE | set(MOMENTS))
        keys = [field.name for field in fields if field.is_relation and not field.many_to_many]
        sets = [field.name for field in fields if field.many_to_many]
        rows = model.objects.using(alias).order_by("pk")
        rows = rows.select_related(*keys) if keys else rows
        if kind != "source":
            sets.append("citations__source")
        last = 0
        while batch := list(rows.filter(pk__gt=last).prefetch_related(*sets)[:BATCH]):
            last = batch[-1].pk
            Version.objects.using(alias).bulk_create(
                Version(
                    kind=kind,
                    slug=record.slug,
                    number=max(record.version, 1),
                    at=record.changed_at,
                    status=record.status,
                    origin="found",
                    data=written(record, kind, fields, citation_fields, old_slugs.get((kind, record.slug))),
                )
                for record in batch
                if (kind, record.slug) not in known
            )


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_versions")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop, elidable=True)]
