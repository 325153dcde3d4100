"""Decisions about reservations: an ask is received, answered by people or at once, committed or released."""
