"""On which day something was saved: moments are stored in UTC, and read as days where the archive is at home.

The day is that of `settings.TIME_ZONE`, as “today” is everywhere: after midnight in Delhi it is yesterday in
UTC for five hours and a half.
"""

import datetime

from django.utils import timezone


def day(moment: datetime.datetime | str) -> str:
    """The day of a moment, or of one written in ISO 8601, in EDTF."""
    at = datetime.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return timezone.localtime(at).date().isoformat()


def year(number: int) -> tuple[datetime.datetime, datetime.datetime]:
    """The first moment of a year, and that of the next."""
    first, following = (datetime.datetime(number + more, 1, 1) for more in (0, 1))
    return timezone.make_aware(first), timezone.make_aware(following)
