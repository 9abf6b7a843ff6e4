"""What scripts hand over: one frozen command each, carried out by the use-case of the same name.

Plain values only, so that a script stays pure and a command can be compared and hashed.
"""
