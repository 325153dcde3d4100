"""Loans: paid out and falling due, repaid, corrected and written off."""
