"""What onrecord has learned: files made by `training/`, each with a card that says from what."""
