"""Who may see one case: sharing it, sealing it, naming who may, and breaking the glass."""
