"""What is released: what it is made of, and whether it works where it is installed."""
