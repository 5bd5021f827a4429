//! Deploy, run and check Step Functions workflows from Rust.
