"""How much a browser loads for its first search in a static copy, and from how many files.

    python -m bench.first_search DIR

DIR is a copy (`manage.py export_site DIR`). What is sent is counted as a server sends it that packs nothing,
and as one that packs pages, styles and programs (gzip); parts of the index are packed already.
"""

import functools
import gzip
import http.server
import os
import sys
import threading
from pathlib import Path
from urllib.parse import quote

#: A name, a name in the other script, words, words with an error, and a phrase.
QUERIES = ("pakistan", "राहील शरीफ़", "joint statement", "pakisatn", '"North Thunder"')


class Counting(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args, sent, **options):
        self.sent = sent
        super().__init__(*args, **options)

    def copyfile(self, source, outputfile):
        content = source.read()
        packed = content if self.path.endswith((".part", ".png")) else gzip.compress(content)
        self.sent.append((self.path.split("?")[0], len(content), len(packed)))
        outputfile.write(content)

    def log_message(self, *args):
        pass


def measured(folder: Path, browser, lang: str = "en"):
    """(query, sent, of these packed, files, milliseconds until the results stand) for each of `QUERIES`."""
    sent: list[tuple[str, int, int]] = []
    handler = functools.partial(Counting, directory=str(folder), sent=sent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for query in QUERIES:
            sent.clear()
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/{lang}/search/?q={quote(query)}")
            page.wait_for_selector("#found[data-done]", state="attached")
            took = page.evaluate("performance.now()")
            context.close()
            yield (
                query,
                sum(size for _path, size, _packed in sent),
                sum(each[2] for each in sent),
                len(sent),
                took,
            )
    finally:
        server.shutdown()


def main() -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        print(f"{'first search for':22} {'bytes':>9} {'packed':>9} {'files':>6} {'ms':>6}")
        for query, whole, packed, files, took in measured(Path(sys.argv[1]), browser):
            print(f"{query:22} {whole:9,} {packed:9,} {files:6} {took:6.0f}")
        browser.close()


if __name__ == "__main__":
    main()
