"""`python -m services.applications`."""

from services.applications.app import SERVICE
from shared.running.main import main

if __name__ == "__main__":
    main(SERVICE)
