"""What administrators set: accounts, replies, hours, retention; and how the house is."""
