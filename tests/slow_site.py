"""A site that takes longer to load than granian waits by itself, as any site does on a busy machine.

It answers 200 if its process has read nothing before it, so that a restart brings new settings and new code.
"""

import sys
import time

FRESH = "imctc_site.settings" not in sys.modules
time.sleep(4.5)


def application(environ, start_response):
    start_response("200 OK" if FRESH else "500 Internal Server Error", [("Content-Length", "0")])
    return []
