"""Decisions about corrections: what was entered by mistake is mended by the difference; nothing is changed or removed.

The difference books on the day of the correction; the fact names the year that the mistake belongs to.
"""
