"""One module per family of letters: from facts to blocks, in the wording of the annexes."""
