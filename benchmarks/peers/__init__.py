"""Other ways to write the same survey bot, each as a competent user of its framework would."""
