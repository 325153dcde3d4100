"""Decisions about the council's frame: what counts for its ceilings, and a new decision that amends it."""
