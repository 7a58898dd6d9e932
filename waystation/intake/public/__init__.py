"""What people outside write to the SOS line: sealed at once, answered under a return code. It can open none of it."""
