"""Who of an enterprise may confirm electronic service and sign for it; others read, and paper is served.

电子送达 wants the party's consent with a signed confirmation (行政处罚法61, by analogy): that is given by the
legal representative or by somebody he authorised, and by nobody else.
"""

from rules.labels import Labelled


class Standing(Labelled):
    """What a contact is to his enterprise."""

    REPRESENTATIVE = "representative", "法定代表人（负责人）"
    AUTHORISED = "authorised", "企业授权的联系人"
    READER = "reader", "只接收，不代表企业签收"


SIGNS = frozenset({Standing.REPRESENTATIVE, Standing.AUTHORISED})
"""Whose receipt counts."""
