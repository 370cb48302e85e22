"""What members and leads say about meetings."""
