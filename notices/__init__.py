"""The letters: words (pure) and paper (ReportLab).

`facts` are what a letter says, `letter` turns them into words, `paper` turns the words into a PDF,
`pages` turns a PDF into pictures for a phone. Nothing here reads a database, a clock or a
configuration: a letter is made from facts alone.
"""
