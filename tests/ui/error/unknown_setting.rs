use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failure {
    #[sfn(rename = "Payment.Declined")]
    Declined,
}

fn main() {}
