"""The record that stands as evidence. Pure: no database, no clock, no framework."""
