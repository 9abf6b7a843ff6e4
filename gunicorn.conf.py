"""How the web process is served wherever it is started; the command line may say otherwise.

Many threads: one that stands in line costs nothing, and a caller who is not even read waits unseen.
"""

worker_class = "gthread"
workers = 2
threads = 32
graceful_timeout = 10
