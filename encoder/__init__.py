"""Tunes the sentence encoder on data/nlu; what comes out is nlu/encoder.bin.

Run by `make encoder`, rarely: it takes torch and a quarter of an hour, and as much for each fold. Every other command uses the file.
"""
