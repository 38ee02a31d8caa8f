"""Verbs that write to a case, killed at any point: what is there afterwards must open, be whole, and go on.

Every run is a process of its own, forked from one that has loaded everything, so that hundreds of kills take minutes.
"""
