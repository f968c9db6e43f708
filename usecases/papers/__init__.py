"""The data-protection papers, written from the configuration that runs: drafts for the officer to review."""
