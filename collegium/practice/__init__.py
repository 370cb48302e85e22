"""The month between two sessions: plans, logs, check-ins, tips and goals."""
