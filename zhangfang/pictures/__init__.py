"""Opening what merchants send, safely: in a process of its own, with an end to time and memory."""
