"""Reading: from rows as they stand on disk to one history of declared facts."""
