"""WeCom (企业微信, one self-built app): callbacks in, passive replies and API calls out.

It never decides what is said: it turns the platform's XML and JSON into `bot.words` and back.
"""
