"""What an agent does in a conversation: says, notes, changes facts and steps, closes."""
