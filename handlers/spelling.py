"""How a name sounds: pinyin, for finding it by its initials or in spite of a homophone. Nothing more.

The dictionary takes a third of a second to read: a process that spells nothing starts without it.
"""


def initials(name: str) -> str:
    """The pinyin initials of a name, for searching: 永嘉堃电镀有限公司 → yjkddyxgs."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def pinyin(name: str) -> str:
    """The syllables of a name, one blank before and after each: 永嘉 → ' yong jia '. '' without any."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name, errors="ignore")
    return f" {' '.join(syllables)} ".lower() if syllables else ""
