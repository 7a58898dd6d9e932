"""Organisation, staff accounts, rights, sealing, audit, jobs, imports."""
