"""Which release this is: said here, and nowhere else."""

VERSION = "0.2.0"
"""Its first two numbers are those of the contract that it speaks; the third counts releases that speak the same."""
