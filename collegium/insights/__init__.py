"""What may be published about a programme, and the page that shows it to everybody alike."""
