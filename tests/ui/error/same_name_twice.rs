use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failure {
    Declined,
    #[sfn(name = "Declined")]
    Refused,
}

fn main() {}
