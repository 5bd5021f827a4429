//! A child execution for each item of an object in S3: a distributed Map.

mod batch;
mod items;
mod read;
mod reader;
mod results;
mod row;
mod run;

pub use batch::Batched;
pub use items::{Input, Items, Listed};
pub use read::Reader;
pub use reader::{Csv, ItemReader, Json, JsonLines, Manifest, Objects, S3Object};
pub use results::{
    MapRunError, MapRunOutput, Outputs, ResultWriterDetails, Results, Tolerated, Written,
    checked_label, checked_percent,
};
pub use row::{Cell, CsvCell, CsvRow, RowCode, cell, cell_of};
pub use run::DistributedMap;
pub use sfn_local::objects::CsvDelimiter;

/// Runs `each` in a child execution for every item of an object in S3, at most `max_concurrency` at once (0: 10,000), and
/// gives the results in the order of the items: a distributed Map.
///
/// What a child reads of the function around it becomes a part of its input. A child that fails ends the Map, unless
/// [`tolerate_percent`](DistributedMap::tolerate_percent) or [`tolerate_count`](DistributedMap::tolerate_count) lets it go
/// on; its own error is not seen.
///
/// # Example
/// ```
/// use sfn_dsl::{prelude::*, testing::{Answers, assert_equivalent}};
///
/// #[derive(Clone, Serialize, Deserialize, Data, CsvRow)]
/// pub struct Row { pub sku: String, pub quantity: u32 }
///
/// #[derive(Clone, Debug, PartialEq, TaskError)]
/// pub enum ImportError {
///     UnknownSku,
///     Map(#[from] sfn::MapRunError),
/// }
///
/// #[task(lambda = "${ImportRow}")]
/// pub async fn import_row(row: Row) -> Result<u32, ImportError> {
///     if row.sku == "?" { Err(ImportError::UnknownSku) } else { Ok(row.quantity) }
/// }
///
/// #[workflow(name = "import")]
/// pub async fn import(key: String) -> Result<Vec<Option<u32>>, ImportError> {
///     let rows = sfn::map_s3(sfn::Csv::<Row>::at("${ImportBucket}", key), 500, async |row| import_row(row).await)
///         .tolerate_percent(50.0)
///         .await?;
///     Ok(rows)
/// }
///
/// let answers = Answers::new().object("${ImportBucket}", "rows.csv", "sku,quantity\nlamp,3\n?,1\n");
/// let run = answers.run(import("rows.csv".to_owned()));
/// assert_eq!(run.result, Ok(vec![Some(3), None]));
/// assert_equivalent(|| import("rows.csv".to_owned()), &answers);
/// ```
///
/// # ASL
/// ```json
/// {"Type": "Map", "MaxConcurrency": 500, "ToleratedFailurePercentage": 50,
///  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "${ImportBucket}", "Key": "{% $key %}"},
///    "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
///  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "…", "States": {}}}
/// ```
///
/// # Shapes
/// | Said | Gives |
/// |---|---|
/// | nothing | `Vec<O>` |
/// | `.tolerate_percent(..)`, `.tolerate_count(..)` | `Vec<Option<O>>`, `None` for a child that failed |
/// | `.write_to(bucket, prefix)` | [`MapRunOutput`]: where the results are |
///
/// A reader that is `.batch(n)`ed gives the closure a `Vec` of items; then there is a result for each batch.
///
/// # Errors
/// [`MapRunError`]. An item that is not of its type fails its child.
///
/// # Permissions
/// `states:StartExecution` on the state machine itself, and what the reader and the writer need.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
pub fn map_s3<'a, I, F, O, E>(
    items: I,
    max_concurrency: u32,
    each: F,
) -> DistributedMap<'a, I, F, O, E>
where
    I: Items + 'a,
    F: AsyncFn(I::Item) -> Result<O, E> + 'a,
{
    DistributedMap::new(items, max_concurrency, each)
}

/// The same for items that the workflow has already: a distributed Map over `Items`.
///
/// [`map`](crate::sfn::map) runs about 40 at once, in the same execution and its history of 25,000 events. Here each is an
/// execution of its own, and at most `max_concurrency` run at once (0: 10,000).
///
/// # Example
/// ```
/// use sfn_dsl::{native, sfn};
///
/// let doubled = native::run(async {
///     sfn::map_distributed(vec![1, 2, 3], 1_000, async |n: u32| {
///         if n == 2 { Err("two") } else { Ok(n * 2) }
///     })
///     .tolerate_count(1)
///     .await
/// });
/// assert_eq!(doubled, Ok(Ok(vec![Some(2), None, Some(6)])));
/// ```
pub fn map_distributed<'a, T, F, O, E>(
    items: Vec<T>,
    max_concurrency: u32,
    each: F,
) -> DistributedMap<'a, Listed<T>, F, O, E>
where
    T: Clone + 'a,
    F: AsyncFn(T) -> Result<O, E> + 'a,
{
    DistributedMap::new(Listed(items), max_concurrency, each)
}
