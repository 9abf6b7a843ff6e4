"""The web process: settings → app.build() → .flask."""

from app import web

app = web()
