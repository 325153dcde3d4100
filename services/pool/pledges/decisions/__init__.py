"""Decisions about promises: offered and accepted, cancelled and lapsed."""
