"""The web process: settings → app.build() → .flask."""

from app import build

app = build().flask
