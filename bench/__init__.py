"""Benchmarks: 账房's pipeline beside the stock Rasa pipeline, in one run. See docs/benchmarks.md."""
