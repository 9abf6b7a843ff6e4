"""/healthz, /readyz, /metrics: is it alive, can it work, how is it doing. No content, no names."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models.work import Store


def blueprint(store: Store, registry: CollectorRegistry, fit: Callable[[], str]) -> Blueprint:
    """`fit` says what keeps this process from working, '' for nothing."""
    pages = Blueprint("health", __name__)
    waiting = Gauge("chayici_outbox_oldest_seconds", "Age of the oldest unsettled message", registry=registry)

    @pages.get("/healthz")
    def alive() -> Any:
        """The process answers."""
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/readyz")
    def ready() -> Any:
        """The database answers and nothing is known to be wrong."""
        try:
            with store.read() as work:
                work.session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return Response("database\n", 503, mimetype="text/plain")
        wrong = fit()
        return Response(f"{wrong or 'ok'}\n", 503 if wrong else 200, mimetype="text/plain")

    @pages.get("/metrics")
    def metrics() -> Any:
        """For Prometheus."""
        with store.read() as work:
            oldest = work.outbox.oldest_waiting()
            waiting.set(max(0.0, (work.wall - oldest).total_seconds()) if oldest else 0.0)
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    return pages
