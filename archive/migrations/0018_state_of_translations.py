"""Which texts are rough translations or out of date, in every record; and the groups of translators.

What is out of date follows from the versions that are there. The rule is spelled out here once more, for this
migration's own state of the models: a change of a text that was whole leaves those of the other languages
behind, unless it was a small correction or they were changed with it.
"""

import json

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

import archive.fields
from archive import rights

KINDS = (
    "member", "country", "event", "statement", "person", "post", "term", "figure", "source", "topic", "seed-claim"
)
MODELS = tuple(kind.replace("-", "") for kind in KINDS)
GROUPS = {"hi": "Translator into Hindi", "en": "Translator into English"}


def translated(model):
    """The columns of each text that every language has, choices aside."""
    names = {field.name: field for field in model._meta.concrete_fields}
    codes = [code.replace("-", "_") for code, _name in settings.LANGUAGES]
    return [
        [f"{name}_{code}" for code in codes]
        for name, field in names.items()
        if name != "withdrawn_reason" and not field.choices and all(f"{name}_{code}" in names for code in codes)
    ]


def after(fields, before, data, minor, stale):
    """What is out of date once a version follows on another."""
    found = set(stale)
    for columns in fields:
        written = {each for each in columns if data.get(each)}
        changed = {each for each in columns if (data.get(each) or "") != (before.get(each) or "")}
        found -= set(columns) - written if len(written) > 1 else set(columns)
        if minor or len(written) < 2:
            continue
        leads = any(each in written and before.get(each) and each not in stale for each in changed)
        found -= changed
        if leads:
            found |= written - changed
    return found


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    versions = apps.get_model("archive", "Version").objects.using(using)
    for kind, name in zip(KINDS, MODELS, strict=True):
        model = apps.get_model("archive", name)
        fields = translated(model)
        for slug in list(versions.filter(kind=kind, number__gt=1).order_by().values_list("slug", flat=True).distinct()):
            before, stale, last = None, set(), None
            for last in versions.filter(kind=kind, slug=slug).order_by("number"):
                data = json.loads(last.data)
                was, stale = stale, after(fields, before, data, last.minor, stale) if before else set()
                before = data
                if stale != was:
                    last.fields = f"{last.fields} stale".strip()
                if stale:
                    last.data = json.dumps(
                        data | {"stale": sorted(stale)}, ensure_ascii=False, separators=(",", ":")
                    )
                if stale or was:
                    last.save(update_fields=["fields", "data"])
            if stale:
                model.objects.using(using).filter(slug=slug).update(stale=sorted(stale))


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    rights.give(*MODELS)(apps, schema_editor)
    # Permissions are usually made after all migrations: these groups need them now.
    config = apps.get_app_config("archive")
    config.models_module = True  # without it, Django takes the app for one that has no models
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for code, name in GROUPS.items():
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        wanted = [f"translate_{code}", "view_citation"]
        group.permissions.add(*permissions.filter(content_type__app_label="archive", codename__in=wanted))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0017_the_words_of_the_first_text'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='version',
            options={'default_permissions': (), 'ordering': ['-at', '-pk'], 'permissions': [('translate_hi', 'Can change texts in hi'), ('translate_en', 'Can change texts in en')], 'verbose_name': 'version', 'verbose_name_plural': 'versions'},
        ),
        migrations.AddField(
            model_name='country',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='country',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='event',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='event',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='figure',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='figure',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='member',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='member',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='person',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='person',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='post',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='post',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='seedclaim',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='seedclaim',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='source',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='source',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='statement',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='statement',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='term',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='term',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.AddField(
            model_name='topic',
            name='rough',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='rough translations'),
        ),
        migrations.AddField(
            model_name='topic',
            name='stale',
            field=archive.fields.ColumnsField(blank=True, default=list, editable=False, verbose_name='translations left behind'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
