use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Never {}

#[workflow]
async fn last(pair: (i32, i32, bool)) -> Result<i32, Never> {
    Ok(match pair {
        (first, .., true) => first,
        _ => 0,
    })
}

fn main() {}
