"""What codes and verdicts of insights mean in words."""
