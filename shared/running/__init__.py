"""One process of a service: takes in, decides, records, publishes, answers."""
