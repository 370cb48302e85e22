"""Keys and sealed fields: what members write stays readable to their group alone."""
