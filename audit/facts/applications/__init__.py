"""What applications records, by topic, and its accounts."""
