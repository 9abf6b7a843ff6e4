"""How a checklist file is written: the shapes it may have, and everything that is checked about it."""
