"""“Report an error”: a form on its own address, so that every other page can be held by everybody.

No account, no cookie, no puzzle and nobody else's service. What keeps machines out: an input that people do
not see, a signed time at which the form was shown, how many one address and everybody together may send, and
bounds of length. What is refused is shown again as it was typed.
"""

import datetime
import logging
import re
from binascii import a2b_qp
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import Error
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt

from archive import languages
from archive.models import Report
from archive.public.addresses import address
from archive.public.http import public_page
from archive.public.page import page
from archive.spelling.clean import clean
from imctc_site.databases import outage
from imctc_site.networks import network

logger = logging.getLogger("archive.public")

#: Letters of a report, and of the way to reach its reader.
LEAST, MOST, CONTACT = 10, 4000, 200
#: Seconds between the form and its answer: nobody types faster, and after a day the form is shown anew.
FASTEST, OLDEST = 3, 24 * 3600
#: Reports within an hour from one address, and from everybody.
FROM_ONE, FROM_ALL = 5, 200
HOUR = datetime.timedelta(hours=1)
#: Bytes and inputs of a report that are read, however long it is.
LONGEST_SENT, MOST_INPUTS = 8 * 2**20, 20
FORM = "application/x-www-form-urlencoded"
#: The longest address of a page that is believed.
LONGEST_PAGE = 500
#: The input that only machines fill in.
TRAP = "website"
SALT = "archive.report"


@csrf_exempt  # nobody is signed in here; what other sites send is refused by `from_elsewhere`
def report(request):
    """The form, and what comes of it."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    if request.method != "POST":
        return form(request, {"page": own_page(request.GET.get("page", ""))})
    sent = received(request)
    typed = {name: clean(sent.get(name, "")) for name in ("text", "contact", TRAP, "shown")}
    typed["page"] = own_page(sent.get("page", ""))
    if typed[TRAP]:
        return thanked()  # a machine learns nothing
    try:
        errors = take(request, typed)
    except Error:
        logger.exception("A report could not be stored.")
        errors = {"away": gettext("It cannot be stored at the moment. Send it once more in a little while.")}
    return form(request, typed, errors) if errors else thanked()


def received(request) -> Mapping[str, str]:
    """What was sent, however long: what is longer than Django reads is told so as well, with its text.

    Bytes are decoded without a piece for each letter, of which a stranger could send millions.
    """
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        try:
            return request.POST
        except (RequestDataTooBig, TooManyFieldsSent):
            return {}
    body = request.read(LONGEST_SENT)
    if request.content_type != FORM:
        return _of_parts(body, request.content_params.get("boundary", ""))
    pairs = (pair.partition(b"=") for pair in body.split(b"&", MOST_INPUTS))
    return {_decoded(name): _decoded(value) for name, _is, value in pairs}


def _of_parts(body: bytes, boundary: str) -> dict[str, str]:
    """The same of a form that came in parts, as programs send it (RFC 7578)."""
    found = {}
    mark = b"\r\n--" + boundary.encode("ascii", "replace")
    for part in (b"\r\n" + body).split(mark, MOST_INPUTS)[1:] if boundary else ():
        head, _blank, value = part.partition(b"\r\n\r\n")
        if named := re.search(rb'\bname="(\w+)"', head):
            found[named[1].decode()] = value.decode("utf-8", "ignore")
    return found


def _decoded(text: bytes) -> str:
    """A name or value of a form: what quoted-printable writes as `=E0`, forms write as `%E0`."""
    quoted = text.replace(b"=", b"%3D").replace(b"+", b" ").replace(b"%", b"=")
    return a2b_qp(quoted).decode("utf-8", "ignore")


def take(request, typed: dict) -> dict[str, str]:
    """Store a report once, however often it is sent; or why not (`wrong`)."""
    sending = digest(*(typed[name].strip() for name in ("page", "text", "contact")), sender(request))
    if Report.objects.filter(sending=sending).exists():
        return {}
    if errors := wrong(request, typed):
        return errors
    values = {
        "page": typed["page"],
        "text": typed["text"].strip(),
        "contact": typed["contact"].strip(),
        "language": languages.current(),
        "sender": sender(request),
    }
    Report.objects.get_or_create(sending=sending, defaults=values)  # two at once meet at the index
    return {}


def thanked() -> HttpResponse:
    response = HttpResponseRedirect(address("report-thanks"))
    response.status_code = 303
    return response


@public_page
def thanks(request):
    return page(request, "report-thanks.html", section="report", noindex=True)


def form(request, typed: dict, errors: dict | None = None) -> HttpResponse:
    errors = errors or {}
    context = {
        "typed": {"text": "", "contact": "", **typed},
        "errors": errors,
        "shown": seen_before(typed) or signing.dumps(int(timezone.now().timestamp()), salt=SALT),
        "most": MOST,
        "trap": TRAP,
    }
    query = urlencode({"page": typed["page"]}) if typed["page"] else ""
    response = page(request, "report.html", context, section="report", query=query, noindex=True)
    response.headers["Cache-Control"] = "private, no-store"
    if errors:
        response.status_code = 503 if "away" in errors else 429 if "often" in errors else 422
    if "away" in errors:
        response.headers["Retry-After"] = str(outage.RETRY_AFTER)
    return response


def own_page(text: str) -> str:
    """A path of this site for readers, with what it is asked; '' for anything else, never an error."""
    if not text.startswith("/") or text.startswith(("//", "/\\")) or len(text) > LONGEST_PAGE:
        return ""
    if any(ord(sign) < 33 or sign in '\\"<>' for sign in text):
        return ""
    try:
        parts = urlsplit(text)
        found = resolve(parts.path)
    except (Resolver404, Http404, ValueError):
        return ""
    return text if found.app_name == "archive" and not parts.netloc else ""


def wrong(request, typed: dict) -> dict[str, str]:
    """What keeps a report from being taken, by input: a sentence that says what to do."""
    errors = {}
    letters = len(typed["text"].strip())
    if letters < LEAST:
        errors["text"] = gettext("Write in a sentence what is wrong, and how you know if you can.")
    elif letters > MOST:
        errors["text"] = ngettext(
            "This is too long by %(number)s letter. Shorten it, or send it in two reports.",
            "This is too long by %(number)s letters. Shorten it, or send it in two reports.",
            letters - MOST,
        ) % {"number": letters - MOST}
    if len(typed["contact"].strip()) > CONTACT:
        errors["contact"] = gettext("This is longer than an address. Leave out what is not needed.")
    if from_elsewhere(request):
        errors["form"] = gettext("This form came from another site. Send it once more from here.")
    elif (age := age_of(typed["shown"])) is None:
        errors["form"] = gettext("This form had been open for long. Read it through and send it once more.")
    elif age < FASTEST:
        errors["form"] = gettext("This was sent within a moment. Read it through and send it once more.")
    if not errors and too_often(request):
        errors["often"] = gettext(
            "Many reports have come in within the last hour. Yours is kept below: send it again later."
        )
    return errors


def from_elsewhere(request) -> bool:
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"


def age_of(token: str) -> float | None:
    """Seconds since the form was shown; None for a form that is too old or none of ours."""
    try:
        shown = signing.loads(token, salt=SALT, max_age=OLDEST)
    except signing.BadSignature:
        return None
    return timezone.now().timestamp() - shown


def seen_before(typed: dict) -> str:
    """The form's own token, as long as it holds: who was too fast need only press again."""
    token = typed.get("shown", "")
    return token if age_of(token) is not None else ""


def sender(request) -> str:
    """The reader's address and the day as a digest that only this site can make."""
    day = timezone.localdate().isoformat()
    return digest(day, network(request.META.get("REMOTE_ADDR", "")))


def digest(*parts: str) -> str:
    made = salted_hmac(SALT, "\n".join(parts), secret=settings.SECRET_KEY, algorithm="sha256")
    return made.hexdigest()[:32]


def too_often(request) -> bool:
    lately = Report.objects.filter(sent_at__gt=timezone.now() - HOUR)
    return lately.filter(sender=sender(request)).count() >= FROM_ONE or lately.count() >= FROM_ALL
