"""The typefaces letters are set in, and the program that made them.

Three faces are committed here, all under the SIL Open Font License; see the licence texts beside them.
"""
