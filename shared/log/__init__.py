"""The log: appended, read, folded into state, kept as a snapshot."""
