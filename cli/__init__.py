"""`bundel`: the platform from the command line, for operators, partners and auditors."""
