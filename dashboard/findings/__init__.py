"""Metric frames -> plain sentences. Every figure with its n, N and period; undefined is said in words, never as 0."""
