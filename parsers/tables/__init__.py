"""The parts of reading a table: packed archives, workbooks, delimited text, cells; `parsers.table` is the door."""
