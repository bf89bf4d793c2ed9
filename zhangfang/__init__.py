"""账房: the service package."""
