"""What people read in a pack: start page, exhibit list, transcript, system and custody record.

Pure: the same data give the same bytes. No clock, no network, nothing of the machine.
"""
