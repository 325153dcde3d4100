"""Which contract this code speaks. The generator is not where services and command line run."""

VERSION = "0.2"
"""Of the messages, commands and queries between the platform and its partners."""
