//! Tests across crates; see the `[[test]]` targets. The library holds what the compile-fail cases share.

pub mod shop;
