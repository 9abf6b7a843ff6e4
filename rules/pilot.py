"""试运行: every letter is a 样稿 in series of its own, so that no number of it is a live one."""

PILOT = "样稿"
"""Printed across every page, and the end of the name of every pilot series."""
ENDED = "试运行结束"
"""Why everything of a pilot is void once it is over."""


def pilot_series(series: str) -> str:
    """The pilot's own series beside a live one."""
    return series if is_pilot(series) else series + PILOT


def is_pilot(series: str) -> bool:
    """Is a number of this series a pilot's?"""
    return series.endswith(PILOT)
