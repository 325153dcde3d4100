"""What the audit found, as data and in tables."""
