"""`python -m communique` is the command `communique`."""

import sys

from communique.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
