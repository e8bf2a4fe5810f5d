"""The search: its rows and words, the engine's own tables, and the editors' list of aliases."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def create_index(apps, schema_editor):
    """The table of words is the database's own kind of table: FTS5 on SQLite, a tsvector on PostgreSQL."""
    from archive.search.engines import engine

    engine(schema_editor.connection.alias).create(schema_editor.connection)


def drop_index(apps, schema_editor):
    from archive.search.engines import engine

    engine(schema_editor.connection.alias).drop(schema_editor.connection)


def let_editors_keep_aliases(apps, schema_editor):
    using = schema_editor.connection.alias
    config = apps.get_app_config("archive")
    config.models_module = True
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    rights = permissions.filter(content_type__app_label="archive", content_type__model="alias")
    for group in (
        apps.get_model("auth", "Group").objects.using(using).filter(name__in=("Editor", "Publisher"))
    ):
        group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        help_text="A name, an abbreviation or an old spelling, in any script.",
                        max_length=100,
                        unique=True,
                        verbose_name="what people type",
                    ),
                ),
                (
                    "canonical",
                    models.CharField(
                        help_text="Found as well whenever somebody searches for the other form.",
                        max_length=200,
                        verbose_name="what the archive writes",
                    ),
                ),
            ],
            options={
                "verbose_name": "search alias",
                "verbose_name_plural": "search aliases",
                "ordering": ["form"],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60, unique=True)),
                ("shown", models.CharField(max_length=60)),
                ("rows", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("version", models.PositiveIntegerField()),
                ("stamp", models.CharField(max_length=16)),
                ("slug", models.CharField(max_length=100)),
                ("title", models.TextField()),
                ("title_language", models.CharField(max_length=35)),
                ("names", models.TextField()),
                ("body", models.TextField()),
                ("date", models.CharField(max_length=80)),
                ("countries", models.TextField()),
                ("sort", models.CharField(max_length=40)),
                ("years", models.TextField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "object_id"], name="search_row_record")],
            },
        ),
        migrations.RunPython(create_index, drop_index, elidable=False),
        migrations.RunPython(let_editors_keep_aliases, migrations.RunPython.noop, elidable=False),
    ]
