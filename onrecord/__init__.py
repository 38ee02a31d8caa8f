"""onrecord: who said what, through whom, when, how sure; an account of the news that can be checked."""

__version__ = "0.1.0"
