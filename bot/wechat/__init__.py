"""The WeChat service account (服务号): callbacks in, passive replies and API calls out.

It never decides what is said: it turns XML into `bot.deeds`, and `bot.words` into JSON.
"""
