"""What is kept of people and for how long; taking it along, correcting it, having it erased."""
