"""Invented schools of seven name cultures with their truth: the held-out measure of linking, drift and membership."""
