"""What the pool records, by topic, and its accounts."""
