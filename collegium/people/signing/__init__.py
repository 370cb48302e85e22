"""What signing in keeps: who is signed in where, and the ways in of an organisation."""
