"""A zuil's program in Python, on `shared.client`."""
