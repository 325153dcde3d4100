"""What is known of the logs as far as they were read, in memory that does not grow with them."""
