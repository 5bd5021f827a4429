//! S3 as far as a distributed Map needs it: a store of objects, and readers that turn objects into items.
//!
//! An [`ObjectStore`] gets, lists and puts objects. There are three: [`MemoryObjects`] for tests, [`FolderObjects`] for
//! files below a folder, and [`NoObjects`], which answers every call with what to do about it. A run gets its store from
//! [`Run::objects`](crate::Run::objects), an endpoint from its configuration, and the deploy binary from `--s3`, which
//! also takes the URL of a server.
//!
//! The readers are plain functions from bytes to items, so that a native run and the interpreter read alike:
//! [`read_csv`], [`read_json`], [`read_json_lines`], [`read_parquet`], [`read_inventory`], [`read_athena_manifest`] and [`listed`].
//! [`ItemReader`] puts them together as the `ItemReader` of a Map state does.
//!
//! # Example
//! ```
//! use serde_json::json;
//! use sfn_local::block_on;
//! use sfn_local::objects::{Csv, InputType, ItemReader, MemoryObjects};
//!
//! let objects = MemoryObjects::new().with("orders", "today.csv", "id,total\na,1\nb,2\n");
//! let reader = ItemReader::object("orders", "today.csv", InputType::Csv(Csv::default()));
//! let items = block_on(reader.read(&objects)).unwrap();
//! assert_eq!(items[1].value, json!({ "id": "b", "total": "2" }));
//! assert_eq!(items[1].source.as_ref(), "S3://orders/today.csv");
//! ```

mod csv;
mod folder;
mod json;
mod manifest;
mod memory;
mod parquet;
mod reader;
mod store;

pub use self::{
    csv::{Csv, CsvDelimiter, CsvHeader, read_csv},
    folder::FolderObjects,
    json::{read_json, read_json_lines},
    manifest::{Inventory, ObjectLocation, read_athena_manifest, read_inventory},
    memory::MemoryObjects,
    parquet::read_parquet,
    reader::{InputType, Item, ItemReader, ItemSource, ReadError, listed},
    store::{NoObjects, ObjectError, ObjectStore, ObjectSummary, Stored},
};
