#!/usr/bin/env python3
"""Django's command line for the archive."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from imctc_site import local

    local.assume()
    try:
        settings.INSTALLED_APPS  # noqa: B018 (reads the settings, so that a wrong one ends here, in one sentence)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
