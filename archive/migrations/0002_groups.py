"""The groups Editor and Publisher, with what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ("country", "member", "event", "statement", "source", "figure", "topic", "seedclaim")
#: Citations are parts of their records; whoever edits a record edits its citations.
EDITOR = dict.fromkeys(RECORDS, ("add", "change", "view")) | {"citation": ("add", "change", "delete", "view")}
#: A publisher also publishes and withdraws, and deletes what was never published.
PUBLISHER = EDITOR | dict.fromkeys(RECORDS, ("add", "change", "view", "publish", "delete"))


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions are usually made after all migrations: these groups need them now.
    config = apps.get_app_config("archive")
    config.models_module = True  # without it, Django takes the app for one that has no models
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for group_name, rights in (("Editor", EDITOR), ("Publisher", PUBLISHER)):
        group, _created = Group.objects.using(using).get_or_create(name=group_name)
        codenames = [f"{action}_{model}" for model, actions in rights.items() for action in actions]
        group.permissions.add(
            *Permission.objects.using(using).filter(content_type__app_label="archive", codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
