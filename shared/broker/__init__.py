"""NATS: transport, never the truth."""
