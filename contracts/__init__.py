"""The contract with partners: the registry of messages, the generator, and what it generated."""
