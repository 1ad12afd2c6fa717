"""Parcels: carriers report events, customers ask where theirs is, shops are told."""
