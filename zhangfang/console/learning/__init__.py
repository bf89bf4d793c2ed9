"""What agents correct, and what a supervisor has the bot learn from it."""
