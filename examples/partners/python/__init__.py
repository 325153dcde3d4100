"""A zuil's program in Python, on `bundel_client`."""
