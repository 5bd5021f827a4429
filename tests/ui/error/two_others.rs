use sfn_dsl::prelude::*;
use sfn_tests::shop::*;

#[derive(Debug, TaskError)]
enum Failure {
    #[sfn(other)]
    Any { name: String, cause: String },
    #[sfn(other)]
    Rest { name: String, cause: String },
}

fn main() {}
