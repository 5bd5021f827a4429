//! Where a distributed Map reads its items: a type for each kind of object.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sfn_local::objects::{self, CsvDelimiter, CsvHeader, InputType};

use super::{
    batch::Batched,
    read::{Input, Reader},
    row::CsvRow,
};
use crate::{Data, data::IntoExpr};

/// Where a distributed Map reads its items: [`Csv`], [`Json`], [`JsonLines`], [`Manifest`] or [`Objects`].
#[diagnostic::on_unimplemented(
    message = "a distributed Map cannot read its items from `{Self}`",
    label = "expected `sfn::Csv`, `Json`, `JsonLines`, `Manifest` or `Objects`"
)]
pub trait ItemReader: Sized {
    /// What each item is.
    type Item: Data + DeserializeOwned;

    /// What is read.
    #[doc(hidden)]
    fn __reader(&self) -> &Reader;
}

/// The rows of a CSV file, each a `T`.
///
/// The first row names the columns, unless [`with_header`](Self::with_header) does. A column that `T` has no field for is
/// left out.
///
/// # Shapes
/// A cell is text. [`CsvRow`](derive@crate::CsvRow) says what becomes of it.
///
/// # ASL
/// ```json
/// {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "${ImportBucket}", "Key": "{% $key %}"},
///  "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}}
/// ```
///
/// # Permissions
/// `s3:GetObject` on the object.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct Csv<T> {
    reader: Reader,
    item: PhantomData<fn() -> T>,
}

impl<T> Csv<T> {
    /// The file `key` in `bucket`.
    pub fn at(bucket: impl IntoExpr<String>, key: impl IntoExpr<String>) -> Self
    where
        T: CsvRow,
    {
        Self {
            reader: Reader::object(bucket, key, InputType::Csv(objects::Csv::default()))
                .of_rows::<T>(),
            item: PhantomData,
        }
    }

    /// The names of the columns, where the file does not begin with them.
    pub fn with_header<'a>(self, columns: impl IntoIterator<Item = &'a str>) -> Self {
        let columns = columns.into_iter().map(str::to_owned).collect();
        self.changed(|csv| csv.header = CsvHeader::Given(columns))
    }

    /// What separates the columns, where it is no comma.
    pub fn delimiter(self, delimiter: CsvDelimiter) -> Self {
        self.changed(|csv| csv.delimiter = delimiter)
    }

    fn changed(mut self, change: impl FnOnce(&mut objects::Csv)) -> Self {
        if let Input::Object(InputType::Csv(csv)) = &mut self.reader.input {
            change(csv);
        }
        self
    }
}

/// The elements of a JSON array, each a `T`.
///
/// # ASL
/// ```json
/// {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "${Bucket}", "Key": "{% $key %}"},
///  "ReaderConfig": {"InputType": "JSON"}}
/// ```
///
/// # Permissions
/// `s3:GetObject` on the object.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct Json<T> {
    reader: Reader,
    item: PhantomData<fn() -> T>,
}

impl<T: Data + DeserializeOwned> Json<T> {
    /// The file `key` in `bucket`.
    pub fn at(bucket: impl IntoExpr<String>, key: impl IntoExpr<String>) -> Self {
        Self {
            reader: Reader::object(bucket, key, InputType::Json { items_pointer: None }),
            item: PhantomData,
        }
    }

    /// Where in the file the array stands, as a JSON Pointer: `/report/orders`.
    pub fn items_pointer(mut self, pointer: &str) -> Self {
        self.reader.input =
            Input::Object(InputType::Json { items_pointer: Some(pointer.to_owned()) });
        self
    }
}

/// The lines of a file, each the JSON of a `T`.
///
/// # ASL
/// ```json
/// {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "${Bucket}", "Key": "{% $key %}"},
///  "ReaderConfig": {"InputType": "JSONL"}}
/// ```
///
/// # Permissions
/// `s3:GetObject` on the object.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct JsonLines<T> {
    reader: Reader,
    item: PhantomData<fn() -> T>,
}

impl<T: Data + DeserializeOwned> JsonLines<T> {
    /// The file `key` in `bucket`.
    pub fn at(bucket: impl IntoExpr<String>, key: impl IntoExpr<String>) -> Self {
        Self { reader: Reader::object(bucket, key, InputType::JsonLines), item: PhantomData }
    }
}

/// The rows of an S3 inventory, each a `T` with a field for each column that it needs: `Bucket`, `Key`, `Size`, ….
///
/// # ASL
/// ```json
/// {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "${Bucket}", "Key": "inventory/manifest.json"},
///  "ReaderConfig": {"InputType": "MANIFEST"}}
/// ```
///
/// # Permissions
/// `s3:GetObject` on the manifest, and on the files of the inventory, which the policy cannot know: declare them.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct Manifest<T> {
    reader: Reader,
    item: PhantomData<fn() -> T>,
}

impl<T> Manifest<T> {
    /// The manifest `key` in `bucket`.
    pub fn at(bucket: impl IntoExpr<String>, key: impl IntoExpr<String>) -> Self
    where
        T: CsvRow,
    {
        Self {
            reader: Reader::object(bucket, key, InputType::Inventory).of_rows::<T>(),
            item: PhantomData,
        }
    }
}

/// The objects of a bucket, each an [`S3Object`]; what they hold is not read.
///
/// # ASL
/// ```json
/// {"Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": {"Bucket": "${Bucket}", "Prefix": "photos/"}}
/// ```
///
/// # Permissions
/// `s3:ListBucket` on the bucket.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug)]
#[must_use = "a distributed Map reads it"]
pub struct Objects {
    reader: Reader,
}

impl Objects {
    /// The objects in `bucket` whose keys begin with `prefix`.
    pub fn under(bucket: impl IntoExpr<String>, prefix: impl IntoExpr<String>) -> Self {
        Self { reader: Reader::listing(bucket, prefix) }
    }
}

/// An object, as a list of objects has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "PascalCase")]
pub struct S3Object {
    /// Its entity tag.
    pub etag: String,
    /// Its key.
    pub key: String,
    /// When it was written, in seconds since 1970.
    pub last_modified: u64,
    /// How many bytes it has.
    pub size: u64,
    /// Its storage class: `STANDARD`.
    pub storage_class: String,
}

/// The methods and the trait that all of them have.
macro_rules! reader {
    ($name:ident $(<$row:ident>)?, $item:ty) => {
        impl$(<$row: Data + DeserializeOwned>)? $name$(<$row>)? {
            /// Reads at most so many items.
            ///
            /// # Units
            /// 1–100,000,000; without it all.
            pub fn max_items(mut self, max_items: u32) -> Self {
                self.reader.max_items = Some(max_items);
                self
            }

            /// A child execution for so many items, which the closure takes as a `Vec`: `MaxItemsPerBatch`.
            pub fn batch(self, max_items: u32) -> Batched<Self> {
                Batched::items(self, max_items)
            }

            /// A child execution for as many items as fit into so many bytes of input: `MaxInputBytesPerBatch`.
            ///
            /// # Units
            /// 1–262,144 bytes.
            pub fn batch_bytes(self, max_input_bytes: u32) -> Batched<Self> {
                Batched::bytes(self, max_input_bytes)
            }
        }

        impl$(<$row: Data + DeserializeOwned>)? ItemReader for $name$(<$row>)? {
            type Item = $item;

            fn __reader(&self) -> &Reader {
                &self.reader
            }
        }
    };
}

reader!(Csv<T>, T);
reader!(Manifest<T>, T);
reader!(Json<T>, T);
reader!(JsonLines<T>, T);
reader!(Objects, S3Object);
