"""Every table, so that metadata is complete wherever one of them is imported from."""

from models.tables import cases, letters, mailing, people, post, records, replies, schedule, talk
from models.tables.base import Base

__all__ = ["Base", "cases", "letters", "mailing", "people", "post", "records", "replies", "schedule", "talk"]
