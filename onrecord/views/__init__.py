"""Answers computed from a casebook: pure functions to frozen records, each with a form for people and a plain one."""
