"""Days and moments at the doors: what is taken, how they are added, how people say them.

A moment is a `datetime`, naive (local time without a zone) or aware. Aware moments are added and
compared on the line of UTC, because Python compares two moments of one zone by their clock faces.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from csrules.citation import Text
from csrules.errors import refuse

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = [
    "a_count",
    "a_day",
    "a_length",
    "a_moment",
    "a_zone",
    "at_clock",
    "end_of_day",
    "in_zone",
    "later",
    "say_clock",
    "say_day",
    "say_length",
    "say_moment",
    "span",
    "start_of_day",
]

_DAY: Final = timedelta(days=1)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_WEEKDAYS_ZH: Final = "一二三四五六日"


_BOTH = "give date and time, such as datetime(2026, 9, 30, 16)"


def a_day(value: object, path: str = "day") -> date:
    """A `date`; a `datetime` is refused, because it says more than a day.

    >>> a_day(datetime(2024, 3, 8, 15))
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: day: got datetime.datetime(2024, 3, 8, 15, 0) (datetime); expected a
    datetime.date. Mend: give day.date()
    """
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        refuse(path, value, "a datetime.date", f"give {path}.date()")
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    refuse(path, value, "a datetime.date", "write it as date(2024, 3, 8)")


def a_moment(value: object, path: str = "start") -> datetime:
    """A `datetime` as a plain one; a `date` is refused, and an aware time that no clock showed.

    >>> a_moment(date(2024, 3, 8))
    Traceback (most recent call last):
        ...
    csrules.errors.InputError: start: got datetime.date(2024, 3, 8) (date); expected a
    datetime.datetime. Mend: say at what time: datetime.combine(start, time(9, 0))
    """
    if type(value) is datetime and value.tzinfo is None:
        return value
    if not isinstance(value, datetime):
        mend = f"say at what time: datetime.combine({path}, time(9, 0))"
        refuse(
            path,
            value,
            "a datetime.datetime",
            mend if isinstance(value, date) else _BOTH,
        )
    plain, offset = _plain(value, path)
    if offset is None:
        return plain.replace(tzinfo=None)
    folds = (
        type(plain.tzinfo) is not timezone
        and offset != plain.replace(fold=1 - plain.fold).utcoffset()
    )
    if folds or not MINYEAR < plain.year < MAXYEAR:
        back = in_zone(in_zone(plain, UTC, path), plain.tzinfo, path)
        # the answer of dateutil.tz.datetime_exists, only where the two folds differ
        if folds and back.replace(tzinfo=None) != plain.replace(tzinfo=None):
            mend = "give a time that the clock showed; it was put forward over this one"
            refuse(path, value, "a local time that exists", mend)
    return plain


def in_zone(moment: datetime, zone: tzinfo | None, path: str = "start") -> datetime:
    """The same moment in another zone."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        refuse(path, moment, f"a moment between the years 1 and 9999, in {zone} too")


def _plain(value: datetime, path: str) -> tuple[datetime, timedelta | None]:
    """The moment as a plain `datetime`, with its offset from UTC."""
    if type(value) is datetime:
        return value, value.utcoffset()
    try:  # a subclass may be anything: pandas' NaT says that it is a datetime
        parts = (value.year, value.month, value.day, value.hour, value.minute, value.second)
        plain = datetime(*parts, value.microsecond, value.tzinfo, fold=value.fold)
    except (TypeError, ValueError):
        refuse(path, value, "a datetime.datetime that names one moment")
    if getattr(value, "nanosecond", 0):
        refuse(path, value, "a moment in whole microseconds", "round it first")
    return plain, plain.utcoffset()


def a_length(value: object, path: str = "length") -> timedelta:
    """A `timedelta`, not negative."""
    if not isinstance(value, timedelta):
        refuse(path, value, "a datetime.timedelta", "write it as timedelta(hours=12)")
    if not timedelta(0) <= value:  # NaT compares with nothing
        refuse(path, value, "a length, not negative", "to go back, use the backward question")
    return timedelta(value.days, value.seconds, value.microseconds)


def a_count(value: object, path: str, least: int, most: int, unit: str = "days") -> int:
    """A whole number from ``least`` to ``most``; a `bool` is none."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        refuse(path, value, f"a whole number of {unit} from {least} to {most}")
    return int.__int__(value)  # a subclass may answer int() with another number


def a_zone(value: object, path: str = "tz") -> ZoneInfo | None:
    """A `ZoneInfo`, from itself or from its name; ``None`` stays ``None``."""
    if value is None or isinstance(value, ZoneInfo):
        return value
    mend = 'write tz="Asia/Shanghai"; where the system has no zone data, install tzdata'
    if isinstance(value, str):
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            refuse(path, value, "the name of a time zone", mend)
    refuse(path, value, "a zoneinfo.ZoneInfo, its name, or None for naive local time", mend)


def later(moment: datetime, length: timedelta) -> datetime:
    """The moment so much elapsed time later (or earlier), in the zone of ``moment``.

    >>> later(datetime(2024, 3, 31, 1, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(hours=2))
    datetime.datetime(2024, 3, 31, 4, 0, tzinfo=zoneinfo.ZoneInfo(key='Europe/Berlin'))
    """
    try:
        if moment.tzinfo is None:
            return moment + length
        return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)
    except OverflowError:
        refuse("start", moment, "a moment whose due instant lies between the years 1 and 9999")


def span(start: datetime, end: datetime) -> timedelta:
    """The elapsed time from ``start`` to ``end``, negative when ``end`` is earlier."""
    if start.tzinfo is None:
        return end - start
    walls = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return walls - (_offset(end) - _offset(start))  # not by way of UTC, which ends with 9999 too


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def at_clock(day: date, model: datetime) -> datetime:
    """The time of day of ``model`` on ``day``; where the clock skips it, that much later."""
    wall = datetime.combine(day, model.time(), model.tzinfo)
    if wall.tzinfo is None:
        return wall
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


def start_of_day(day: date, zone: tzinfo | None) -> datetime:
    """The instant 0:00 that begins ``day`` in ``zone``: its first, where 0:00 is skipped."""
    try:
        wall = datetime(day.year, day.month, day.day, tzinfo=zone)
        return wall if zone is None else wall.astimezone(UTC).astimezone(zone)
    except OverflowError:
        refuse("day", day, "a day between the years 2 and 9998")


def end_of_day(day: date, zone: tzinfo | None) -> datetime:
    """The instant 24:00 that ends ``day``, which is the one that begins the next (R7)."""
    try:
        return start_of_day(day + _DAY, zone)
    except OverflowError:
        refuse("day", day, "a day between the years 2 and 9998")


def say_day(day: date, *, weekday: bool = True) -> Text:
    """A day as people say it.

    >>> say_day(date(2024, 3, 9)).en, say_day(date(2024, 3, 9)).zh
    ('Saturday 9 March 2024', '2024年3月9日星期六')
    """
    en = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    zh = f"{day.year}年{day.month}月{day.day}日"
    if not weekday:
        return Text(en, zh)
    at = day.weekday()
    return Text(f"{_WEEKDAYS[at]} {en}", f"{zh}星期{_WEEKDAYS_ZH[at]}")


def say_clock(moment: datetime) -> str:
    """The clock face: hours and minutes, and what is smaller only where there is some."""
    spec = "microseconds" if moment.microsecond else "seconds" if moment.second else "minutes"
    return moment.time().isoformat(spec)


def say_moment(moment: datetime) -> Text:
    """A moment as people say it.

    >>> print(say_moment(datetime(2024, 3, 9, 15)))
    15:00 on Saturday 9 March 2024
    """
    clock, day = say_clock(moment), say_day(moment.date())
    return Text(f"{clock} on {day.en}", f"{day.zh}{clock}")


def say_length(length: timedelta) -> Text:
    """A length of time as people say it.

    >>> print(say_length(timedelta(days=1)), "|", say_length(timedelta(hours=1, seconds=90)).zh)
    24 h | 1小时1分30秒
    """
    sign = "-" if length < timedelta(0) else ""
    seconds = abs(length).days * 86400 + abs(length).seconds
    micro = abs(length).microseconds
    units = (
        (seconds // 3600, "h", "小时"),
        (seconds // 60 % 60, "min", "分"),
        (seconds % 60, "s", "秒"),
        (micro, "µs", "微秒"),
    )
    said = [unit for unit in units if unit[0]] or [units[0]]
    en = " ".join(f"{number} {unit}" for number, unit, _ in said)
    return Text(sign + en, sign + "".join(f"{number}{unit}" for number, _, unit in said))
