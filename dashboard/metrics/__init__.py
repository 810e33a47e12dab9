"""Frame -> frame: one module an answer, and the plain statistics that they share."""
