"""A witness (https://c2sp.org/tlog-witness): a small program that another organisation runs.

It signs a log's checkpoints, and only as long as the log grows without changing what was there.
"""
