"""`python -m communique` is the command `communique`."""

from communique.cli.main import program

if __name__ == "__main__":
    program()
