"""What the sandbox remembers while it runs: phones, messages, cards, media, the log, the counters.

In memory only and behind one lock; a restart forgets everything, which is what a sandbox is for.
"""
