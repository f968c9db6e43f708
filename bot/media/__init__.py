"""Residents' pictures, recordings and files: fetched, cleaned, kept in a folder of their own."""
