"""The parts of the load test for live sessions; `benchmarks.bench_live` puts them together."""
