"""The tests' settings for mypy, without modeltranslation, whose managers made at run time replace ours.

Nor with our admin, which asks it which fields are translated.
"""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as USED

UNTYPED = {
    "modeltranslation": (),
    "archive.admin_config.ArchiveAdminConfig": ("django.contrib.admin.apps.SimpleAdminConfig",),
}
INSTALLED_APPS = [name for app in USED for name in UNTYPED.get(app, (app,))]
