"""Tests that bring their databases along, whatever the others run on."""
