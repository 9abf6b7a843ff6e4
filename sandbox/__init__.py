"""A WeCom and a WeChat service account that run on a laptop, as strict as the real ones.

Talks to a bot over HTTP only and knows nothing about it. It never reaches beyond 127.0.0.1.
"""
