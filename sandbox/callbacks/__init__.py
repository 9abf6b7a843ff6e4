"""The way to the bot: what a person did becomes a signed, encrypted request; the reply becomes a bubble."""
