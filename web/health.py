"""/healthz, /readyz, /metrics: is it alive, can it work, how is it doing. No content, no names."""

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from models.work import Store


def blueprint(store: Store, registry: CollectorRegistry) -> Blueprint:
    """The three addresses."""
    pages = Blueprint("health", __name__)
    waiting = Gauge("chayici_outbox_oldest_seconds", "Age of the oldest unsettled message", registry=registry)

    @pages.get("/healthz")
    def alive() -> Any:
        """The process answers."""
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/readyz")
    def ready() -> Any:
        """The database answers."""
        if not store.alive():
            return Response("database\n", 503, mimetype="text/plain")
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/metrics")
    def metrics() -> Any:
        """For Prometheus."""
        with store.read() as work:
            oldest = work.outbox.oldest_waiting()
            waiting.set(max(0.0, (work.wall - oldest).total_seconds()) if oldest else 0.0)
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    return pages
