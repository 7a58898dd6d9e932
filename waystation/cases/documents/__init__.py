"""Documents of a case or a person: sealed as they stream in, shown only as a copy that carries nothing hidden."""
