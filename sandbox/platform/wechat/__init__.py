"""The service account's endpoints."""
