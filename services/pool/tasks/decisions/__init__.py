"""Decisions about tasks: registered, taken over with an ask, and given back with what is unspent."""
