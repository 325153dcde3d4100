"""The version of the contract that this client speaks, and its services. Written by the platform's `make
contract`.
"""

VERSION = "0.2"
SERVICES = ("applications", "pool", "settlement")
