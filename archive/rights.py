"""What the groups of editors may do with a kind of record, for the migration that brings the kind.

operations = [..., migrations.RunPython(rights.give("person", "post"), migrations.RunPython.noop)]
"""

from collections.abc import Callable

from django.contrib.auth.management import create_permissions

#: A publisher also publishes and withdraws, and deletes what was never published.
RIGHTS = {
    "Editor": ("add", "change", "view"),
    "Publisher": ("add", "change", "view", "publish", "delete"),
    #: Translators see everything; what they change is a right of its own (`archive.models.Version`).
    "Translator into Hindi": ("view",),
    "Translator into English": ("view",),
}


def give(*models: str) -> Callable:
    """A step of a migration that gives all groups their rights over the named models."""

    def step(apps, schema_editor) -> None:
        using = schema_editor.connection.alias
        # Permissions are usually made after all migrations: these groups need them now.
        config = apps.get_app_config("archive")
        config.models_module = True  # without it, Django takes the app for one that has no models
        create_permissions(config, verbosity=0, using=using, apps=apps)
        config.models_module = None
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        for name, actions in RIGHTS.items():
            group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
            codenames = [f"{action}_{model}" for model in models for action in actions]
            group.permissions.add(
                *permissions.filter(content_type__app_label="archive", codename__in=codenames)
            )

    return step
