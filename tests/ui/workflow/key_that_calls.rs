use sfn_dsl::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, TaskError)]
enum Failed {
    Bad,
}

#[task(lambda = "key")]
async fn key() -> Result<String, Failed>;

#[workflow]
async fn flow(table: BTreeMap<String, i32>) -> Result<Option<i32>, Failed> {
    let mut table = table;
    let old = table.remove(&key().await?);
    Ok(old)
}

fn main() {}
