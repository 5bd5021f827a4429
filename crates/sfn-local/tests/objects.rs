//! Readers and batches, for any input.
#![cfg(test)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use sfn_local::{
    map_run::{BatchLimits, Tolerance, batches},
    objects::{
        Csv, CsvDelimiter, CsvHeader, FolderObjects, ObjectStore, read_athena_manifest, read_csv,
        read_inventory, read_json, read_json_lines,
    },
};

fn csv() -> impl Strategy<Value = Csv> {
    let names = prop::collection::vec("[a-c]{0,2}", 0..4);
    let header = prop_oneof![Just(CsvHeader::FirstRow), names.prop_map(CsvHeader::Given)];
    let delimiters = ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"];
    let delimiter = prop::sample::select(delimiters.to_vec())
        .prop_map(|name| CsvDelimiter::parse(name).unwrap_or_default());
    (header, delimiter).prop_map(|(header, delimiter)| Csv { header, delimiter })
}

proptest! {
    /// Whatever the bytes are, a reader gives items or says why not, and never more than it was asked for.
    #[test]
    fn readers_take_any_bytes(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[a-b,;| \t\"\r\n{}\\[\\]:0-9]{0,100}".prop_map(String::into_bytes),
        ],
        csv in csv(),
        limit in 0_usize..5,
        pointer in prop::option::of("[/a-b0~]{0,6}"),
    ) {
        if let Ok(rows) = read_csv(&bytes, &csv, limit) {
            prop_assert!(rows.len() <= limit);
            let columns: BTreeSet<Vec<&String>> = rows
                .iter()
                .map(|row| row.as_object().map(|row| row.keys().collect()).unwrap_or_default())
                .collect();
            prop_assert!(columns.len() <= 1, "all rows have the columns of the header");
        }
        if let Ok(items) = read_json(&bytes, pointer.as_deref(), limit) {
            prop_assert!(items.len() <= limit);
        }
        if let Ok(items) = read_json_lines(&bytes, limit) {
            prop_assert!(items.len() <= limit);
        }
        drop(read_inventory(&bytes));
        drop(read_athena_manifest(&bytes));
    }

    /// Batches hold all items in their order, and none is larger than it may be unless a single item is.
    #[test]
    fn batches_lose_nothing(
        items in prop::collection::vec("[a-z\"]{0,12}", 0..20),
        max_items in prop::option::of(0_u64..6),
        max_input_bytes in prop::option::of(0_u64..80),
        with_input in any::<bool>(),
    ) {
        let items: Vec<Value> = items.into_iter().map(Value::from).collect();
        let limits = BatchLimits { max_items, max_input_bytes };
        let input = with_input.then(|| json!({ "a": 1 }));
        let found = batches(items.clone(), limits, input.as_ref());
        let mut rejoined = Vec::new();
        for (batch, size) in found {
            let held = batch["Items"].as_array().cloned().unwrap_or_default();
            prop_assert_eq!(held.len(), size);
            prop_assert_eq!(batch.get("BatchInput"), input.as_ref());
            if size > 1 {
                prop_assert!(max_items.is_none_or(|most| size as u64 <= most));
                prop_assert!(max_input_bytes.is_none_or(|most| batch.to_string().len() as u64 <= most));
            }
            rejoined.extend(held);
        }
        prop_assert_eq!(rejoined, items);
    }

    /// More failures are never borne better.
    #[test]
    fn tolerance_is_monotonic(count in 0_u64..10, percentage in 0.0..100.0_f64, failed in 0_u64..20) {
        let tolerance = Tolerance { count, percentage };
        prop_assert!(!tolerance.is_exceeded(0, 20));
        if tolerance.is_exceeded(failed, 20) {
            prop_assert!(tolerance.is_exceeded(failed + 1, 20));
        }
    }

    /// No bucket and key reach a file outside of the folder.
    #[test]
    fn a_folder_is_not_left(bucket in "[./a-b\0]{0,4}", key in "[./a-b\0]{0,6}") {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("objects/inside");
        let outside = folder.with_file_name("a");
        drop(std::fs::remove_dir_all(&folder));
        drop(FolderObjects::new(&folder).put(&bucket, &key, Vec::new()));
        prop_assert!(!outside.exists() && !folder.with_file_name("b").exists());
    }
}
