"""How well messages are understood, on sentences that the model has not seen: docs/nlu-report.md.

Run by `zhangfang nlu report`, in Rasa's environment.
"""
