//! Tests across crates; see the `[[test]]` targets.
