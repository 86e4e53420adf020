"""A small shop's service desk: plain Python over SQLite, written without csrules."""
