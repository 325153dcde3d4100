"""Decisions about applications: submitted, rearranged, and the two ends of each."""
