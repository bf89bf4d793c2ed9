"""What the bot knows: knowledge/ as typed models, loaded and checked. Pure."""
