"""`python -m onrecord`: the command line."""

from onrecord.interfaces.cli.main import run

if __name__ == "__main__":
    run()
