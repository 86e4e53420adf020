"""Vectors: questions with their right outcomes, worked out by the oracle alone.

``python -m tests.oracle.vectors`` writes one JSON file for each capability into the package
``csrules.testing``. Nothing here imports ``csrules``: the contract's words (operations, parameters,
readings with their defaults) are typed out in ``cases``, the outcomes come from the oracle's
functions, and what is refused or invalid is listed with the rule or the field.

``cases`` what a vector is · ``windows`` calendars as files say them · ``approval``, ``deadlines``,
``complaint``, ``scoring``, ``attendance`` the questions.
"""
