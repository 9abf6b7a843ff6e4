"""What a letter says: frozen facts, one class per kind of letter, with their JSON.

Facts are frozen when a letter is issued and kept with it. They know no database and no clock, and what is
unknown is an empty string or None, never an invention.
"""
