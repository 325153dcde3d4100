"""`python -m services.pool`."""

from services.pool.app import SERVICE
from shared.running.main import main

if __name__ == "__main__":
    main(SERVICE)
