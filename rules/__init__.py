"""The law of the campaign: rules over plain values. It never reads a clock, a file, a table or a network."""
