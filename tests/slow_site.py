"""A site that takes longer to load than granian waits by itself, as any site does on a busy machine."""

import time

time.sleep(4.5)


def application(environ, start_response):
    start_response("200 OK", [("Content-Length", "0")])
    return []
