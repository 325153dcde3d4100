"""What settlement records, by topic, and its accounts."""
