"""One of the sites to be measured, on the server of the site: `python -m bench.serve MODULE:APPLICATION`."""

import sys

from imctc_site.serve import server

if __name__ == "__main__":
    server(sys.argv[1]).serve()
