"""What an amount counts: the noun, the age, the scope that the sentence gives it."""
