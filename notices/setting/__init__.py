"""Typesetting: words become lines, lines become pages. Knows sizes and places, never facts."""
