"""`python app.py` starts the service: the same as `ipqa serve`."""

import sys

from ipqa.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
