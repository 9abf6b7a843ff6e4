"""What the two platform adapters share: the sealed envelope, the line out, limits of texts.

It never knows which platform it serves, and nothing outside `bot.wecom` and `bot.wechat` uses it.
"""
