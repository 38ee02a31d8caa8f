"""How the database came to its present form, one step a file; run when a case is opened."""
