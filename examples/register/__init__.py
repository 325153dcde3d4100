"""The register experiment: a real subsidy register, decided all-or-nothing, on separate and on bundled budgets.

Read from top to bottom: `mapping` (which column is what), `amounts` and `loading` (rows), `experiment` (zuilen,
applications, and what "bundled" means), `filing` (through the platform, in file order), `orders` (the pure decision
functions alone, in any order), `report` (side by side), `play` (all of it).
"""
