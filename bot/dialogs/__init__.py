"""What is said: domain values become neutral messages with texts and choices."""
