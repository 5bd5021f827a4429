//! `getQueryResults` takes no work group.

use sfn_dsl::{
    integration::athena::{self, AthenaError},
    prelude::*,
};

#[workflow(name = "rows")]
pub async fn rows(query: String) -> Result<u32, AthenaError> {
    let page = athena::get_query_results(&query).work_group("reports").await?;
    Ok(page.result_set.rows.len() as u32)
}

fn main() {}
