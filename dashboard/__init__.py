"""Four questions about a school's parent groups: who is heard, who is reached, when phones buzz, where groups drift."""
