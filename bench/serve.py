"""One of the sites to be measured, on the server of the site: `python -m bench.serve MODULE:APPLICATION`."""

import os
import sys

from imctc_site.serve import server

if __name__ == "__main__":
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # as for the site itself
    server(sys.argv[1]).serve()
