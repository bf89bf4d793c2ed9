"""What every pack carries, byte for byte: the two verifiers and the description of the format."""
