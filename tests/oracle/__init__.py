"""An independent oracle for ``csrules``: the rules once more, slow, literal and by hand.

Nothing here reads or imports ``csrules``.  Each file was written from the rule book alone, in the
plainest way that can be checked by eye: days are walked, minutes are counted, tables are typed
out, sums are kept in fractions.  A property test holds the library against it; where the two
differ, one of them has misread the rule book.

Values are plain: ``datetime`` (naive, the wall clock of the place), ``date``, ``int`` fen,
``Fraction``, names of readings as ``str``, records as ``dict``.  24:00 is the instant that begins
the next day.  The default of each argument is the reading that binds (R1 to R23); the
alternatives are the other values of the same argument, and an unknown name is an error.

``days`` working days · ``limits`` due instants · ``workhours`` working hours, tick by tick ·
``pieces`` the same a second time, for parts of a second and long spans · ``approval`` Art. 27 ·
``score`` information score · ``lateness`` S2-03 · ``attendance`` a day of document 004 ·
``bonus`` its month · ``department`` its schedule, leave and checks · ``ticket`` first-asked
ticket · ``first_asked`` its limits, violations and deductions · ``information`` reports and
incidents of 001 IM · ``complaint`` one complaint form · ``company`` its due dates and copies.

``compare`` holds the library against all this: every numeric rule, every reading, other figures.
"""
