"""The set-up ceremony: an organisation, its first two people, and the recovery key on paper, before anything else."""
