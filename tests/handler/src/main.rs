//! The whole Lambda function.

fn main() -> Result<(), sfn_dsl::lambda::Error> {
    sfn_dsl::lambda::run(sfn_tests_handler::print)
}
