"""Decisions about mistakes: corrected, approved; and other backing for what is held without money."""
