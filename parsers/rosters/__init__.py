"""The parts of reading a roster, in order: its columns, rows, cells, households; `parsers.roster` is the door."""
