"""Who may come in: the second factor, open sessions, throttling, invitations, leave, and leaving for good."""
