//! Project automation: conformance reports, benchmarks, generated files.
fn main() {}
