"""The real server under clients that mean it harm, and under many that do not, with a writer at work."""
