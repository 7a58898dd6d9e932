"""Search: sealed names, stories and notes are opened and looked through within what the asker may see."""
