"""Programs as partners write them, in several languages: they know topics, and their own credentials."""
