use sfn_dsl::prelude::*;

#[derive(Debug)]
struct Inner;

#[derive(Debug, TaskError)]
enum Failure {
    Declined,
    Inner(#[from] Inner),
}

fn main() {}
