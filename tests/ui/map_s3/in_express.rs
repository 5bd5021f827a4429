use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
struct Row {
    sku: String,
}

#[task(lambda = "store")]
async fn store(row: Row) -> Result<(), sfn::MapRunError>;

#[workflow(kind = Express)]
async fn flow(key: String) -> Result<usize, sfn::MapRunError> {
    let stored = sfn::map_s3(sfn::Csv::<Row>::at("rows", key), 10, async |row| store(row).await).await?;
    Ok(stored.len())
}

fn main() {}
