"""Shanghai's clock and calendar: instants are aware UTC, dates are local. It never reads the time itself."""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""No summer time since 1991, so a fixed offset holds for every date this project can meet."""

_WEEK = "一二三四五六日"


def local_time(instant: datetime) -> datetime:
    """An aware instant as Shanghai time. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(SHANGHAI)


def local_date(instant: datetime) -> date:
    """The date in Shanghai at an aware instant. Raises ValueError for a naive one."""
    return local_time(instant).date()


def clock_time(instant: datetime) -> str:
    """14:02, in Shanghai. Raises ValueError for a naive instant."""
    return f"{local_time(instant):%H:%M}"


def stamped(instant: datetime) -> tuple[str, str]:
    """(2023-05-08 09:13:05, 2023-05-08T01:13:05+00:00): Shanghai and UTC, to the second, as hashed."""
    utc = instant.astimezone(UTC).isoformat(timespec="seconds")
    return f"{local_time(instant):%Y-%m-%d %H:%M:%S}", utc


def instant_at(day: date, at: time) -> datetime:
    """The UTC instant of a Shanghai date and time of day."""
    return datetime.combine(day, at.replace(tzinfo=None), SHANGHAI).astimezone(UTC)


def weekday(day: date) -> str:
    """周一 … 周日."""
    return f"周{_WEEK[day.weekday()]}"


def month_day(day: date) -> str:
    """5月25日."""
    return f"{day.month}月{day.day}日"


def show_date(day: date) -> str:
    """2023年5月25日（周四）."""
    return f"{day.year}年{month_day(day)}（{weekday(day)}）"
