"""Decisions about savings: claimed and judged, and what a verified one divides."""
