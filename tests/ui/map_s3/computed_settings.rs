use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row {
    sku: String,
}

#[task(lambda = "store")]
async fn store(rows: Vec<Row>) -> Result<(), sfn::MapRunError>;

#[workflow]
async fn flow(key: String, size: u32) -> Result<usize, sfn::MapRunError> {
    let stored = sfn::map_s3(sfn::Csv::<Row>::at("rows", key).batch(size), size, async |rows| store(rows).await)
        .tolerate_count(size)
        .await?;
    Ok(stored.len())
}

fn main() {}
