"""What both platforms put on the wire: encryption, envelopes, XML. Knows nobody's state."""
