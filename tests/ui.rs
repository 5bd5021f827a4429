//! What a user sees who writes something that a workflow cannot have: one file a fault, its message beside it.
//!
//! After a change of a message, look at what changed, then bless it: `TRYBUILD=overwrite cargo test -p sfn-tests --test ui`.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}
