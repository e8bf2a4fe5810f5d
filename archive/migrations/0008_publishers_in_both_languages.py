import json

import django.db.models.deletion
from django.db import migrations, models


def printed_in_english(apps, schema_editor):
    """Names of publishers stood in one column, nearly all of them in English; editors add the Hindi."""
    alias = schema_editor.connection.alias
    apps.get_model("archive", "Source").objects.using(alias).update(publisher_en=models.F("publisher"))
    Version = apps.get_model("archive", "Version")
    for version in Version.objects.using(alias).filter(kind="source").iterator():
        data = json.loads(version.data)
        if "publisher" in data:
            renamed = {"publisher_en" if name == "publisher" else name: data[name] for name in data}
            version.data = json.dumps(renamed, ensure_ascii=False, separators=(",", ":"))
            version.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0007_first_versions"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="seedclaim",
            options={
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "ordering": ["position", "slug"],
                "verbose_name": "claim of the Hindi Wikipedia text",
                "verbose_name_plural": "claims of the Hindi Wikipedia text",
            },
        ),
        migrations.AddField(
            model_name="source",
            name="publisher_en",
            field=models.CharField(
                blank=True, default="", max_length=200, null=True, verbose_name="publisher"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="publisher_hi",
            field=models.CharField(
                blank=True, default="", max_length=200, null=True, verbose_name="publisher"
            ),
        ),
        migrations.AlterField(
            model_name="citation",
            name="seed_claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="citations",
                to="archive.seedclaim",
                verbose_name="claim of the Hindi Wikipedia text",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="publisher",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="publisher"),
        ),
        migrations.RunPython(printed_in_english, migrations.RunPython.noop),
    ]
