"""`python -m deploy.cli`, which is `bundel`."""

from deploy.cli.app import main

if __name__ == "__main__":
    main()
