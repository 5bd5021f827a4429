use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failure {
    Declined,
    #[sfn(timeout)]
    TimedOut { seconds: u32 },
}

fn main() {}
