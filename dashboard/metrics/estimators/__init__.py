"""The estimators behind statistics.py, by what they estimate; nobody else imports them."""
