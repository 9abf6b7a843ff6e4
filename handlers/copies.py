"""Which copies of a notice's papers an enterprise sees."""

STATEMENT = "说明"
"""The copy mark of a paper that says something about a notice (更正说明, 撤回说明)."""
SHOWN = ("送达", STATEMENT)
"""存根 stays in the house."""
CERTIFICATE = "回执"
"""The copy mark of a 签收回执."""
