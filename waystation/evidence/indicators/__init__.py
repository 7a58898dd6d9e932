"""One file per indicator: `INDICATOR` says what is counted, `compute` counts it. Files are discovered."""
