//! CSV import: a supplier's price list, each row in an execution of its own, of which a few may fail.

use sfn_dsl::prelude::*;

/// A file that a supplier sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct PriceList {
    /// Who sent it.
    pub supplier: String,
    /// Where it is in the bucket for imports.
    pub key: String,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data, CsvRow)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The supplier's number of the article.
    pub article_number: String,
    /// What it costs.
    pub price: f64,
    /// How many there are, where that is known.
    pub stock: Option<u32>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The catalogue's number.
    pub catalogue: u32,
    /// The manifest of what became of each row.
    pub results: String,
}

/// Why the list was not published.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ImportError {
    /// Nobody knows the supplier.
    UnknownSupplier {
        /// The name.
        supplier: String,
    },
    /// There is no such file, or too many of its rows are wrong.
    Rows(#[from] sfn::MapRunError),
}

/// Why a row has no effect.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum RowError {
    /// There is no such article.
    UnknownArticle,
    /// The price cannot be right.
    ImplausiblePrice {
        /// The price.
        price: f64,
    },
}

/// Begins the draft of a catalogue.
#[task(lambda = "${BeginDraftFunction}")]
pub async fn begin_draft(supplier: String) -> Result<u32, ImportError> {
    if supplier == "nobody" {
        return Err(ImportError::UnknownSupplier { supplier });
    }
    Ok(7)
}

/// Finds the article that a row is about.
#[task(lambda = "${MatchArticleFunction}")]
pub async fn match_article(supplier: String, row: Row) -> Result<String, RowError> {
    if row.article_number.is_empty() {
        return Err(RowError::UnknownArticle);
    }
    Ok(format!("{supplier}/{}", row.article_number))
}

/// Sets the price of an article in a draft.
#[task(lambda = "${SetPriceFunction}")]
pub async fn set_price(draft: u32, article: String, price: f64) -> Result<(), RowError> {
    let _ = (draft, article);
    if price <= 0.0 {
        return Err(RowError::ImplausiblePrice { price });
    }
    Ok(())
}

/// Makes a draft the catalogue.
#[task(lambda = "${PublishDraftFunction}")]
pub async fn publish_draft(draft: u32, results: String) -> Result<Publication, ImportError> {
    Ok(Publication { catalogue: draft, results })
}

/// Throws a draft away.
#[task(lambda = "${DiscardDraftFunction}")]
pub async fn discard_draft(draft: u32) -> Result<(), ImportError> {
    let _ = draft;
    Ok(())
}

/// Publishes a supplier's prices, unless more than 5 % of the rows are wrong.
#[workflow(name = "csv-import")]
pub async fn csv_import(list: PriceList) -> Result<Publication, ImportError> {
    let draft = begin_draft(list.supplier.clone()).await?;
    /// A row that fails is in the results, with its error.
    let import = match sfn::map_s3(
        sfn::Csv::<Row>::at("${ImportBucket}", list.key.clone())
            .delimiter(sfn::CsvDelimiter::Semicolon),
        500,
        async |row| {
            let article = match_article(list.supplier.clone(), row.clone()).await?;
            set_price(draft, article, row.price).await
        },
    )
    .express()
    .tolerate_percent(5.0)
    .write_to("${ResultBucket}", format!("price-lists/{draft}"))
    .await
    {
        Ok(import) => import,
        Err(error) => {
            discard_draft(draft).await?;
            return Err(error.into());
        }
    };
    publish_draft(draft, import.result_writer_details.key).await
}
