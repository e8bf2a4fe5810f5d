"""Log lines that a machine can read, and one id through a request."""

import io
import json
import logging
import multiprocessing
import re
import time
from urllib.parse import unquote

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from imctc_site import logs


@pytest.fixture
def lines():
    """Logs as JSON into a list while the test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JSONLines())
    logger = logging.getLogger("imctc_site")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def ask(application, path="/hi/", **environ):
    """Status, headers and body of what a WSGI application answers."""
    answer = {}

    def start_response(status, headers, exc_info=None):
        answer.update(status=status, headers=dict(headers))

    body = application({"REQUEST_METHOD": "GET", "PATH_INFO": path, **environ}, start_response)
    return answer["status"], answer["headers"], b"".join(body)


def greeting(environ, start_response):
    logging.getLogger("imctc_site.test").warning("नमस्ते")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def test_one_id_goes_through_the_log_and_the_answer(lines):
    _status, headers, body = ask(logs.RequestLog(greeting), HTTP_X_REQUEST_ID="proxy-42")
    assert body == b"hello"
    assert headers["X-Request-ID"] == "proxy-42"
    said, answered = lines()
    assert said["message"] == "नमस्ते"
    assert said["level"] == "warning"
    assert said["request_id"] == answered["request_id"] == "proxy-42"
    assert (answered["method"], answered["path"], answered["status"]) == ("GET", "/hi/", 200)
    assert answered["milliseconds"] >= 0
    assert logs.request_id.get() == ""


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "evil\nline", '"}{"', "\x1b[31m", "नमस्ते"])
def test_an_id_that_could_harm_a_log_is_replaced(given):
    _status, headers, _body = ask(logs.RequestLog(greeting, log_answers=False), HTTP_X_REQUEST_ID=given)
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])


def test_a_path_cannot_write_a_line_of_its_own(lines):
    ask(logs.RequestLog(greeting), path="/\n\x1b[2J" + "x" * 1000)
    answered = lines()[-1]
    assert answered["path"].startswith("/%0A%1B%5B2Jxxx")
    assert len(answered["path"]) == logs.LONGEST_PATH
    assert "\n" not in answered["message"]


def test_lines_hold_no_address_of_a_reader(lines):
    ask(logs.RequestLog(greeting), REMOTE_ADDR="203.0.113.9")
    assert "203.0.113.9" not in json.dumps(lines())


def test_an_error_is_one_line_with_its_traceback(lines):
    def broken(environ, start_response):
        raise ValueError("no such page")

    with pytest.raises(ValueError, match="no such page"):
        ask(logs.RequestLog(broken))
    try:
        raise ValueError("no such page")
    except ValueError:
        logging.getLogger("imctc_site").exception("It failed.")
    answered, failed = lines()
    assert answered["status"] == 500
    assert "no such page" in failed["exception"]


def test_the_server_is_not_named():
    _status, headers, _body = ask(logs.RequestLog(greeting, log_answers=False))
    assert headers["Server"] == "archive"


def test_a_page_is_sent_in_one_piece_and_a_stream_is_not():
    page, closed = HttpResponse("पृष्ठ"), []
    page.close = lambda: closed.append(True)
    assert logs.whole(page) == ["पृष्ठ".encode()]
    assert closed == [True]
    stream = StreamingHttpResponse([b"a", b"b"])
    assert logs.whole(stream) is stream
    assert logs.whole([b"kept"]) == [b"kept"]


def test_a_machine_gets_json_and_a_terminal_gets_lines(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stderr", Terminal())
    assert "format" in logs.config("auto")["formatters"]["line"]
    assert logs.config("json")["formatters"]["line"] == {"()": logs.JSONLines}
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert logs.config("auto")["formatters"]["line"] == {"()": logs.JSONLines}


def answered(path: str) -> logs.Answered:
    return logs.Answered("GET", path, 200, 0.001)


def paths(stream) -> list[str]:
    return [json.loads(line).get("path", "other") for line in stream.getvalue().splitlines()]


@pytest.fixture
def gathered():
    stream = io.StringIO()
    handler = logs.Gathered(stream)
    handler.setFormatter(logs.JSONLines())
    return handler, stream


def test_lines_of_answers_are_written_together_and_soon(gathered):
    handler, stream = gathered
    for number in range(50):
        handler.handle(answered(f"/{number}"))
    assert len(paths(stream)) < 50
    deadline = time.monotonic() + 20
    while len(paths(stream)) < 50 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert paths(stream) == [f"/{number}" for number in range(50)]


def test_any_other_line_is_written_at_once_behind_those_that_wait(gathered):
    handler, stream = gathered
    handler.handle(answered("/first"))
    handler.handle(logging.LogRecord("site", logging.ERROR, "", 0, "It failed.", None, None))
    assert paths(stream) == ["/first", "other"]


def test_a_line_keeps_the_id_of_its_request_while_it_waits(gathered):
    handler, stream = gathered
    token = logs.request_id.set("mine")
    handler.handle(answered("/"))
    logs.request_id.reset(token)
    handler.flush()
    assert json.loads(stream.getvalue())["request_id"] == "mine"


@pytest.mark.parametrize("begun", ["spawn", "fork"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork")
def test_a_process_that_ends_leaves_no_line_unwritten(tmp_path, begun):
    log = tmp_path / "log"
    process = multiprocessing.get_context(begun).Process(target=write_one_line, args=(str(log),))
    process.start()
    process.join(60)
    assert "/last" in log.read_text()


def write_one_line(log: str) -> None:
    handler = logs.Gathered(open(log, "w"))  # noqa: SIM115 (open until the process ends)
    handler.setFormatter(logs.JSONLines())
    handler.PAUSE = 1000
    handler.handle(answered("/last"))


@pytest.mark.parametrize("path", ["/hi/भारत/", "/en/members/مصر/", "/hi/\ufffd/"])
def test_an_address_in_any_script_is_answered_and_logged(site, lines, path):
    answer = site(path)
    assert answer.status == 404
    assert 'lang="' in answer.text
    assert unquote(lines()[-1]["path"]) == path
