"""Plays scenarios: a client of the control API that does what people do and waits for what they should see.

Use `from sandbox.play import Player` in Python, or `python -m sandbox play FILE` from a shell.
"""

from sandbox.play.player import Player
from sandbox.play.scenario import Scenario, ScenarioError, StepError

__all__ = ["Player", "Scenario", "ScenarioError", "StepError"]
