"""The control API under /sandbox: what phones, scenarios and tests use to act and to watch."""
