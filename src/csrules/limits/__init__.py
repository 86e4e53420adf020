"""How limits are counted: their readings, deadlines with steps, and periods that recur."""
