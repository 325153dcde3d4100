"""`python -m cli`, which is `bundel`."""

from cli.app import main

if __name__ == "__main__":
    main()
