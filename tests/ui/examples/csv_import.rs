//! A column that no row has.

use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub article_number: String,
    pub price: f64,
}

#[task(lambda = "${SetPriceFunction}")]
pub async fn set_price(article: String, price: f64) -> Result<(), sfn::MapRunError>;

#[workflow(name = "csv-import")]
pub async fn csv_import(key: String) -> Result<usize, sfn::MapRunError> {
    let set = sfn::map_s3(sfn::Csv::<Row>::at("${ImportBucket}", key), 500, async |row| {
        set_price(row.article_no, row.price).await
    })
    .express()
    .await?;
    Ok(set.len())
}

fn main() {}
