"""The admin of the archive in place of Django's own, for `INSTALLED_APPS`."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin.site.ArchiveAdminSite"

    def ready(self):
        # Our rooms first: asked for by Django, the site would be made while its own module is being imported,
        # and made a second time without what was registered in between.
        import_module("archive.admin")
        super().ready()
