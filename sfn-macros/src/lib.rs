//! The macros of sfn-dsl.
