"""`python -m bench.make 1000`: fill the empty database that DATABASE_URL names with made records."""

import os
import sys

import django

from imctc_site import local

if __name__ == "__main__":
    local.assume()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    django.setup()
    # Models can be imported from here on.
    from bench.make_records import Command

    Command().run_from_argv(["python -m bench.make", "", *sys.argv[1:]])
