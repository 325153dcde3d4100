"""`python -m services.settlement`."""

from services.settlement.app import SERVICE
from shared.running.main import main

if __name__ == "__main__":
    main(SERVICE)
