use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failure {
    Declined,
    #[sfn(other)]
    Other(String),
}

fn main() {}
