"""Payment orders: placed, found, paid. One for all of an ask, or one for each of its parts; none is paid twice."""
