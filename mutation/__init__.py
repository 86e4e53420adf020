"""Mutation testing of csrules: small changes of its source that the tests must notice."""
