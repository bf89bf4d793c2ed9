"""The audit: makes every hash and root anew from the stored rows, and says what is wrong and where."""
