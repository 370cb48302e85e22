"""Invented organisations with a known effect, for bench_evidence."""
