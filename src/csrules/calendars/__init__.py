"""How a work calendar is made: days, hours, and the compiled line of working time."""
