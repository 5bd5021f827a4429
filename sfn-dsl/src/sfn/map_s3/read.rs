//! What an item reader reads: in a definition, and natively.

use serde::de::DeserializeOwned;
use serde_json::Value;
use sfn_asl::{Quantity, ReaderConfig};
use sfn_local::{
    TaskFailure,
    objects::{Csv, CsvDelimiter, CsvHeader, InputType, ItemReader, ObjectStore},
};

use super::row::{CsvRow, RowCode};
use crate::{Expr, code::Code, data::IntoExpr, ir::Items};

/// `ItemReader` of a Map state.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Reader {
    bucket: Expr<String>,
    /// The key of the object, or how the keys of a list begin.
    key: Expr<String>,
    pub(super) input: Input,
    pub(super) max_items: Option<u32>,
    /// How rows of text are read.
    pub(crate) row: Option<RowCode>,
}

/// What is read.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// What an object holds.
    Object(InputType),
    /// Which objects there are.
    Listing,
}

impl Reader {
    pub(super) fn object(
        bucket: impl IntoExpr<String>,
        key: impl IntoExpr<String>,
        input_type: InputType,
    ) -> Self {
        let (bucket, key) = (bucket.into_expr(), key.into_expr());
        Self { bucket, key, input: Input::Object(input_type), max_items: None, row: None }
    }

    pub(super) fn listing(bucket: impl IntoExpr<String>, prefix: impl IntoExpr<String>) -> Self {
        let (bucket, key) = (bucket.into_expr(), prefix.into_expr());
        Self { bucket, key, input: Input::Listing, max_items: None, row: None }
    }

    pub(super) fn of_rows<T: CsvRow>(self) -> Self {
        Self { row: T::__row(), ..self }
    }

    /// An item of what was read, in a native run.
    pub(super) fn item<T: DeserializeOwned>(&self, read: Value) -> Result<T, String> {
        let value = match self.row {
            Some(row) => (row.parse)(&read)?,
            None => read,
        };
        serde_path_to_error::deserialize(value).map_err(|error| error.to_string())
    }

    /// The same in a definition.
    pub(crate) fn staged(&self) -> Items {
        let (resource, key, config) = match &self.input {
            Input::Object(input_type) => {
                ("arn:aws:states:::s3:getObject", "Key", config(input_type))
            }
            Input::Listing => {
                ("arn:aws:states:::s3:listObjectsV2", "Prefix", ReaderConfig::default())
            }
        };
        let members = [("Bucket", &self.bucket), (key, &self.key)];
        let arguments =
            members.into_iter().map(|(name, text)| (name.into(), text.__code().clone()));
        Items::Reader {
            resource,
            arguments: Code::Object(arguments.collect()),
            config: Box::new(ReaderConfig {
                max_items: self.max_items.map(|most| Quantity::from(u64::from(most))),
                ..config
            }),
        }
    }

    /// What a native run reads.
    pub(super) async fn read(&self, objects: &dyn ObjectStore) -> Result<Vec<Value>, TaskFailure> {
        let (bucket, key) = (native_text(&self.bucket)?, native_text(&self.key)?);
        let reader = match &self.input {
            Input::Object(input_type) => ItemReader::object(bucket, key, input_type.clone()),
            Input::Listing => ItemReader::listing(bucket, key),
        };
        let reader = ItemReader { max_items: self.max_items.map(u64::from), ..reader };
        let items = reader.read(objects).await.map_err(|error| failed(&error.to_string()))?;
        Ok(items.into_iter().map(|item| item.value).collect())
    }
}

fn failed(cause: &str) -> TaskFailure {
    TaskFailure::new("States.ItemReaderFailed", cause)
}

/// A text in a native run, where none is computed by Step Functions.
pub(super) fn native_text(text: &Expr<String>) -> Result<String, TaskFailure> {
    match text.__code() {
        Code::Literal(Value::String(text)) => Ok(text.clone()),
        _ => Err(failed("an `Expr` has no value in a native run")),
    }
}

fn config(input_type: &InputType) -> ReaderConfig {
    let of_type =
        |name: &str| ReaderConfig { input_type: Some(name.to_owned()), ..ReaderConfig::default() };
    match input_type {
        InputType::Csv(Csv { header, delimiter }) => {
            let (location, headers) = match header {
                CsvHeader::FirstRow => ("FIRST_ROW", None),
                CsvHeader::Given(columns) => ("GIVEN", Some(columns.clone())),
            };
            let is_default = *delimiter == CsvDelimiter::default();
            ReaderConfig {
                csv_header_location: Some(location.to_owned()),
                csv_headers: headers,
                csv_delimiter: (!is_default).then(|| delimiter.as_str().to_owned()),
                ..of_type("CSV")
            }
        }
        InputType::Json { items_pointer } => {
            ReaderConfig { items_pointer: items_pointer.clone(), ..of_type("JSON") }
        }
        InputType::JsonLines => of_type("JSONL"),
        InputType::Parquet => of_type("PARQUET"),
        InputType::Inventory => of_type("MANIFEST"),
        InputType::Athena(of) => {
            ReaderConfig { manifest_type: Some("ATHENA_DATA".to_owned()), ..config(of) }
        }
    }
}
