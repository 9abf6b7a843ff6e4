"""What people do with their phones: typing, tapping, photographing, scanning, following, opening pages.

Every deed is counted as a finger would count it, shown on the phone and told to the bot.
"""
