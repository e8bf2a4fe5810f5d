"""Old addresses lead to a record by its address instead of its number, which another database has for another."""

from django.db import migrations, models

import archive.models.slugs

KINDS = {
    "member": "Member",
    "country": "Country",
    "event": "Event",
    "statement": "Statement",
    "source": "Source",
    "figure": "Figure",
    "topic": "Topic",
    "seed-claim": "SeedClaim",
}


def by_address(apps, schema_editor):
    using = schema_editor.connection.alias
    for old in apps.get_model("archive", "OldSlug").objects.using(using):
        records = apps.get_model("archive", KINDS[old.kind]).objects.using(using)
        # '' if the record is gone: its address is still given to nobody.
        old.present = records.filter(pk=old.record_id).values_list("slug", flat=True).first() or ""
        old.save(update_fields=["present"])


def by_number(apps, schema_editor):
    using = schema_editor.connection.alias
    for old in apps.get_model("archive", "OldSlug").objects.using(using):
        records = apps.get_model("archive", KINDS[old.kind]).objects.using(using)
        old.record_id = records.filter(slug=old.present).values_list("pk", flat=True).first() or 0
        old.save(update_fields=["record_id"])


def address_names():
    for name in (model.lower() for model in KINDS.values()):
        yield migrations.AlterField(
            model_name=name,
            name="slug",
            field=archive.models.slugs.AddressNameField(
                help_text="Small Latin letters and digits, with single hyphens between them; the last part of the "
                "address in both languages.",
                max_length=100,
                unique=True,
                verbose_name="address name",
            ),
        )


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_counts_beside_filters")]

    operations = [
        migrations.AddField(
            model_name="oldslug",
            name="present",
            field=models.SlugField(
                blank=True,
                db_index=False,
                default="",
                max_length=100,
                verbose_name="present address name",
            ),
        ),
        migrations.AlterField(
            model_name="oldslug",
            name="record_id",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.RunPython(by_address, by_number, elidable=True),
        migrations.RemoveField(model_name="oldslug", name="record_id"),
        migrations.AddIndex(
            model_name="oldslug",
            index=models.Index(fields=["kind", "present"], name="old_slug_present"),
        ),
        *address_names(),
    ]
