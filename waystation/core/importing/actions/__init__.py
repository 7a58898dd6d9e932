"""Every change an import makes: `asking` for what people ask, `running` for what the worker carries out."""
