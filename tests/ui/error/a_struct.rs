use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Debug, TaskError)]
struct Failure {
    reason: String,
}

fn main() {}
