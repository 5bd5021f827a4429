//! `ItemReader`: from a store to items.

use std::{io::Read, sync::Arc};

use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};

use super::{
    Csv, CsvHeader, ObjectError, ObjectLocation, ObjectStore, ObjectSummary, read_athena_manifest,
    read_csv, read_inventory, read_json, read_json_lines, read_parquet,
};

/// The longest file that AWS reads (Developer Guide, "Quotas related to Distributed Map").
const MAX_OBJECT_BYTES: u64 = 10 * 1024 * 1024 * 1024;

/// Where a distributed Map finds its items, with everything evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemReader {
    /// What is read.
    pub source: ItemSource,
    /// At most so many items (`MaxItems`).
    pub max_items: Option<u64>,
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemSource {
    /// `s3:getObject`: the items of an object.
    Object(ObjectLocation, InputType),
    /// `s3:listObjectsV2`: the objects themselves, or with `LOAD_AND_FLATTEN` the items of each.
    Listing {
        /// The bucket.
        bucket: String,
        /// How keys begin.
        prefix: String,
        /// What the objects hold, where they are loaded.
        load: Option<InputType>,
    },
}

/// What an object holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputType {
    /// `CSV`: an item a row.
    Csv(Csv),
    /// `JSON`: the elements of an array.
    Json {
        /// `ItemsPointer`
        items_pointer: Option<String>,
    },
    /// `JSONL`: an item a line.
    JsonLines,
    /// `PARQUET`: an item a row; needs the feature `parquet`.
    Parquet,
    /// `MANIFEST`: the rows of an S3 inventory.
    Inventory,
    /// `ATHENA_DATA`: the items of each object that a manifest of Athena lists.
    Athena(Box<InputType>),
}

/// An item and what it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The item.
    pub value: Value,
    /// `$states.context.Map.Item.Source`
    pub source: Arc<str>,
}

/// Why items could not be read: the cause of `States.ItemReaderFailed`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ReadError {
    #[error(transparent)]
    Object(#[from] ObjectError),
    #[error("the object is not UTF-8 text")]
    NotUtf8,
    #[error("the object cannot be unpacked: {message}")]
    Compression { message: String },
    #[error("the object is compressed with zstd, which local runs do not read: use gzip")]
    Zstandard,
    #[error("the object cannot be read as CSV: {message}")]
    Csv { message: String },
    #[error("the CSV header has `{name}` twice")]
    DuplicateHeader { name: String },
    #[error("the CSV header has {bytes} bytes; 10240 are the most")]
    HeaderTooLong { bytes: usize },
    #[error("the object cannot be read as JSON: {message}")]
    Json { message: String },
    #[error("line {line} of the object cannot be read as JSON: {message}")]
    JsonLine { line: usize, message: String },
    #[error("the object cannot be read as Parquet: {message}")]
    Parquet { message: String },
    #[error("this program reads no Parquet: build it with the feature `parquet`")]
    NoParquet,
    #[error("Attempting to map over non-iterable node.")]
    NotIterable,
    #[error("the files of the S3 inventory are `{format}`; only CSV is read")]
    InventoryFormat { format: String },
    #[error("`{text}` is no S3 URI")]
    NotS3Uri { text: String },
}

impl ItemReader {
    /// Reads the object at `key`.
    pub fn object(
        bucket: impl Into<String>,
        key: impl Into<String>,
        input_type: InputType,
    ) -> Self {
        let location = ObjectLocation { bucket: bucket.into(), key: key.into() };
        Self { source: ItemSource::Object(location, input_type), max_items: None }
    }

    /// Lists the objects whose keys begin with `prefix`.
    pub fn listing(bucket: impl Into<String>, prefix: impl Into<String>) -> Self {
        let source =
            ItemSource::Listing { bucket: bucket.into(), prefix: prefix.into(), load: None };
        Self { source, max_items: None }
    }

    /// Reads at most so many items; 0 is no limit, as in AWS's recordings.
    #[must_use]
    pub fn max_items(self, max_items: u64) -> Self {
        Self { max_items: Some(max_items), ..self }
    }

    /// How many items it reads at most.
    pub(crate) fn limit(&self) -> usize {
        let limit = self.max_items.filter(|limit| *limit > 0);
        limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
    }

    /// Reads the items.
    pub async fn read(&self, objects: &dyn ObjectStore) -> Result<Vec<Item>, ReadError> {
        let limit = self.limit();
        match &self.source {
            ItemSource::Object(location, input_type) => {
                load(objects, location, input_type, limit).await
            }
            ItemSource::Listing { bucket, prefix, load: None } => {
                let source: Arc<str> = format!("S3://{bucket}").into();
                let found = objects.list(bucket, prefix).await?;
                let items = found.iter().take(limit).map(listed);
                Ok(items.map(|value| Item { value, source: Arc::clone(&source) }).collect())
            }
            ItemSource::Listing { bucket, prefix, load: Some(input_type) } => {
                let found = objects.list(bucket, prefix).await?;
                let locations = found
                    .into_iter()
                    .map(|object| ObjectLocation { bucket: bucket.clone(), key: object.key });
                load_all(objects, locations, input_type, limit).await
            }
        }
    }
}

/// An object as an item of a listing.
pub fn listed(object: &ObjectSummary) -> Value {
    json!({
        "Etag": object.etag,
        "LastModified": object.last_modified_seconds,
        "Key": object.key,
        "Size": object.size_bytes,
        "StorageClass": "STANDARD",
    })
}

async fn load_all(
    objects: &dyn ObjectStore,
    locations: impl IntoIterator<Item = ObjectLocation>,
    input_type: &InputType,
    limit: usize,
) -> Result<Vec<Item>, ReadError> {
    let mut items = Vec::new();
    for location in locations {
        if items.len() >= limit {
            break;
        }
        items.extend(load(objects, &location, input_type, limit - items.len()).await?);
    }
    Ok(items)
}

async fn load(
    objects: &dyn ObjectStore,
    location: &ObjectLocation,
    input_type: &InputType,
    limit: usize,
) -> Result<Vec<Item>, ReadError> {
    let ObjectLocation { bucket, key } = location;
    let body = unpacked(key, objects.get(bucket, key).await?)?;
    let values = match input_type {
        InputType::Csv(csv) => read_csv(&body, csv, limit)?,
        InputType::Json { items_pointer } => read_json(&body, items_pointer.as_deref(), limit)?,
        InputType::JsonLines => read_json_lines(&body, limit)?,
        InputType::Parquet => read_parquet(body, limit)?,
        InputType::Inventory => {
            let inventory = read_inventory(&body)?;
            let csv = Csv { header: CsvHeader::Given(inventory.columns), ..Csv::default() };
            let input_type = InputType::Csv(csv);
            return Box::pin(load_all(objects, inventory.files, &input_type, limit)).await;
        }
        InputType::Athena(input_type) => {
            let files = read_athena_manifest(&body)?;
            return Box::pin(load_all(objects, files, input_type, limit)).await;
        }
    };
    let source: Arc<str> = format!("S3://{bucket}/{key}").into();
    Ok(values.into_iter().map(|value| Item { value, source: Arc::clone(&source) }).collect())
}

/// The bytes of an object whose key says that it is compressed.
fn unpacked(key: &str, body: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    match key.rsplit_once('.').map(|(_, extension)| extension) {
        Some("gz") => {}
        Some("zst" | "zstd") => return Err(ReadError::Zstandard),
        _ => return Ok(body),
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(body.as_slice())
        .take(MAX_OBJECT_BYTES)
        .read_to_end(&mut unpacked)
        .map_err(|error| ReadError::Compression { message: error.to_string() })?;
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{super::MemoryObjects, *};
    use crate::block_on;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn values(reader: &ItemReader, objects: &MemoryObjects) -> Vec<Value> {
        block_on(reader.read(objects)).unwrap().into_iter().map(|item| item.value).collect()
    }

    #[test]
    fn an_inventory_is_read_through_its_compressed_files() {
        let manifest = json!({
            "destinationBucket": "arn:aws:s3:::reports", "fileFormat": "CSV", "fileSchema": "Bucket, Key",
            "files": [{ "key": "data/1.csv.gz" }, { "key": "data/2.csv.gz" }],
        });
        let objects = MemoryObjects::new()
            .with("reports", "manifest.json", manifest.to_string())
            .with("reports", "data/1.csv.gz", gzip("\"photos\",\"a.png\"\n\"photos\",\"b.png\"\n"))
            .with("reports", "data/2.csv.gz", gzip("\"photos\",\"c.png\"\n"));
        let reader = ItemReader::object("reports", "manifest.json", InputType::Inventory);
        let photo = |key: &str| json!({ "Bucket": "photos", "Key": key });
        assert_eq!(values(&reader, &objects), [photo("a.png"), photo("b.png"), photo("c.png")]);
        let first = reader.max_items(2);
        assert_eq!(values(&first, &objects), [photo("a.png"), photo("b.png")]);
        let sources = block_on(first.read(&objects)).unwrap();
        assert_eq!(sources[0].source.as_ref(), "S3://reports/data/1.csv.gz");
    }

    #[test]
    fn an_athena_manifest_leads_to_the_rows_of_its_objects() {
        let objects = MemoryObjects::new()
            .with("out", "m.csv", "s3://out/1.gz\ns3://out/2.gz\n")
            .with("out", "1.gz", gzip("{\"n\":1}\n{\"n\":2}\n"))
            .with("out", "2.gz", gzip("{\"n\":3}\n"));
        let input_type = InputType::Athena(Box::new(InputType::JsonLines));
        let reader = ItemReader::object("out", "m.csv", input_type);
        assert_eq!(
            values(&reader, &objects),
            [json!({ "n": 1 }), json!({ "n": 2 }), json!({ "n": 3 })]
        );
    }

    #[test]
    fn a_listing_gives_objects_or_what_is_in_them() {
        let objects = MemoryObjects::new()
            .with("b", "in/1.json", "[1, 2]")
            .with("b", "in/2.json", "[3]")
            .with("b", "other.json", "[4]");
        let listing = ItemReader::listing("b", "in/").max_items(1);
        assert_eq!(
            values(&listing, &objects),
            [json!({
                "Etag": "\"04cd0e0151f352e7fd414d694a604136\"",
                "LastModified": 1_735_689_600,
                "Key": "in/1.json",
                "Size": 6,
                "StorageClass": "STANDARD",
            })]
        );
        assert_eq!(block_on(listing.read(&objects)).unwrap()[0].source.as_ref(), "S3://b");
        let load = Some(InputType::Json { items_pointer: None });
        let source = ItemSource::Listing { bucket: "b".into(), prefix: "in/".into(), load };
        let flattened = ItemReader { source, max_items: Some(0) };
        assert_eq!(values(&flattened, &objects), [json!(1), json!(2), json!(3)]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let objects = MemoryObjects::new().with("b", "a.gz", "no gzip").with("b", "a.zst", "");
        let error = |bucket: &str, key: &str| {
            let reader = ItemReader::object(bucket, key, InputType::JsonLines);
            block_on(reader.read(&objects)).unwrap_err()
        };
        assert!(matches!(error("b", "a.gz"), ReadError::Compression { .. }));
        assert_eq!(error("b", "a.zst"), ReadError::Zstandard);
        assert_eq!(error("b", "c").to_string(), "the object `s3://b/c` does not exist");
        assert_eq!(error("c", "c").to_string(), "the bucket `c` does not exist");
        let none = ItemReader::listing("b", "");
        let none = block_on(none.read(&super::super::NoObjects)).unwrap_err();
        assert!(none.to_string().contains("--s3 DIR"), "{none}");
    }
}
