use sfn_dsl::prelude::*;

#[derive(Debug, TaskError)]
enum Failed {
    Missing { why: String },
}

#[task(lambda = "reason")]
async fn reason() -> Result<String, Failed>;

#[workflow]
async fn flow(name: Option<String>) -> Result<String, Failed> {
    Ok(name.ok_or(Failed::Missing { why: reason().await? })?)
}

fn main() {}
