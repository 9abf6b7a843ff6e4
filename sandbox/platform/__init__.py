"""The server side of both platforms: the endpoints a bot calls, with their checks and error shapes."""
