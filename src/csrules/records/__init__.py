"""Readers of the record formats that real systems export; each module reads one system."""
