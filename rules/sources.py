"""Where a problem comes from. Only the campaign's own two sources lead to a warning notice and Annex 4.

The other five go 「按相关规定处理」 (六、其他事项): this project records and routes them, nothing more.
"""

from rules.labels import Labelled
from rules.reading import Reading, Refusal, half_width


class Source(Labelled):
    """Required on every problem; a visit can mix sources."""

    ON_SITE = "on_site", "本行动现场"
    ONLINE = "online", "本行动线上"
    MEDIA = "media", "媒体曝光"
    COMPLAINT = "complaint", "举报投诉"
    EMERGENCY = "emergency", "突发事件"
    ASSIGNED = "assigned", "上级交办"
    SPECIAL = "special", "专项检查"


CAMPAIGN = frozenset({Source.ON_SITE, Source.ONLINE})
ROUTED = frozenset(Source) - CAMPAIGN
"""No warning notice from here, no Annex 4: a record for the office."""


def in_campaign(source: Source | str) -> bool:
    """Is it one of the campaign's own sources? Raises ValueError for no source at all."""
    return Source(source) in CAMPAIGN


_WORDS = {
    Source.ON_SITE: ("现场", "本行动现场", "查一次", "综合查一次", "本次行动", "帮扶"),
    Source.ONLINE: ("线上", "本行动线上", "在线", "平台", "在线监测", "工况监控", "环保e企管"),
    Source.MEDIA: ("媒体", "曝光", "媒体曝光", "新闻", "舆情"),
    Source.COMPLAINT: ("举报", "投诉", "举报投诉", "群众举报", "信访", "12345", "12369"),
    Source.EMERGENCY: ("突发", "突发事件", "突发环境事件", "应急", "事故"),
    Source.ASSIGNED: ("交办", "上级交办", "上级", "督办", "转办"),
    Source.SPECIAL: ("专项", "专项检查", "专项执法", "专项执法检查"),
}
_MEANING = {word.lower(): source for source, words in _WORDS.items() for word in words}


def read_source(text: str) -> Reading[Source] | Refusal:
    """A source by its label, value or a common word for it."""
    said = half_width(text).lower().strip("。.“”\"' ")
    source = _MEANING.get(said) or next((one for one in Source if said == one.value), None)
    if source is None:
        labels = tuple(one.label for one in Source)
        return Refusal(f"没看懂是哪种来源。请从这几种里选一个：{'、'.join(labels)}。例如：本行动现场。")
    return Reading(source, "" if said == source.label.lower() else f"我按“{source.label}”记的。")
