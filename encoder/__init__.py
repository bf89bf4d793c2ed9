"""Tunes the sentence encoder on data/nlu; what comes out is nlu/encoder.bin.

Run by `make encoder`, rarely: it takes torch and half an hour. Every other command uses the file.
"""
