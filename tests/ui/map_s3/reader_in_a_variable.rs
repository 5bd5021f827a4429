use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row {
    sku: String,
}

#[task(lambda = "store")]
async fn store(row: Row) -> Result<(), sfn::MapRunError>;

#[workflow]
async fn flow(key: String) -> Result<usize, sfn::MapRunError> {
    let rows = sfn::Csv::<Row>::at("rows", key);
    let stored = sfn::map_s3(rows, 10, async |row| store(row).await).await?;
    Ok(stored.len())
}

fn main() {}
