//! Parquet files.

use serde_json::Value;

use super::ReadError;

/// The biggest footer that AWS reads, in bytes (Developer Guide, "`ItemReader`").
#[cfg(feature = "parquet")]
const MAX_FOOTER_BYTES: u32 = 5 * 1024 * 1024;
/// The biggest row group that AWS reads, in bytes.
#[cfg(feature = "parquet")]
const MAX_ROW_GROUP_BYTES: i64 = 256 * 1024 * 1024;

/// The rows of a Parquet file, uncompressed or compressed with Snappy or gzip.
///
/// Numbers, texts, booleans, lists, maps and structures are the same JSON; a point in time, a date and a decimal are
/// text, and so are bytes, in base64.
///
/// # Errors
/// [`ReadError::Parquet`] for what is no such file, and for a footer or a row group that AWS finds too big;
/// [`ReadError::NoParquet`] without the feature `parquet`.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[cfg(feature = "parquet")]
pub fn read_parquet(body: Vec<u8>, limit: usize) -> Result<Vec<Value>, ReadError> {
    let wrong = |message: String| ReadError::Parquet { message };
    // On a file that is damaged the reader may panic.
    std::panic::catch_unwind(|| rows(body, limit))
        .unwrap_or_else(|_| Err(wrong("it is damaged".to_owned())))
}

/// Without the feature `parquet` there is no reader.
#[cfg(not(feature = "parquet"))]
pub fn read_parquet(_: Vec<u8>, _: usize) -> Result<Vec<Value>, ReadError> {
    Err(ReadError::NoParquet)
}

#[cfg(feature = "parquet")]
fn rows(body: Vec<u8>, limit: usize) -> Result<Vec<Value>, ReadError> {
    use parquet::{
        errors::ParquetError,
        file::reader::{FileReader, SerializedFileReader},
    };

    let wrong = |error: ParquetError| ReadError::Parquet { message: error.to_string() };
    let too_big = |what: &str, most: u64| {
        let message = format!("{what} is bigger than {} MiB", most / (1024 * 1024));
        Err(ReadError::Parquet { message })
    };
    // The length of the footer stands before the last four bytes.
    let footer = body.len().checked_sub(8).and_then(|at| body.get(at..)?.first_chunk());
    if footer.is_some_and(|bytes| u32::from_le_bytes(*bytes) > MAX_FOOTER_BYTES) {
        return too_big("its footer", MAX_FOOTER_BYTES.into());
    }
    let reader = SerializedFileReader::new(bytes::Bytes::from(body)).map_err(wrong)?;
    let groups = reader.metadata().row_groups();
    if groups.iter().any(|group| group.total_byte_size() > MAX_ROW_GROUP_BYTES) {
        return too_big("a row group", MAX_ROW_GROUP_BYTES.unsigned_abs());
    }
    let rows = reader.get_row_iter(None).map_err(wrong)?.take(limit);
    rows.map(|row| row.map(|row| row.to_json_value()).map_err(wrong)).collect()
}

#[cfg(test)]
#[cfg(feature = "parquet")]
mod tests {
    use std::sync::Arc;

    use parquet::{
        basic::Compression,
        data_type::{ByteArray, ByteArrayType, Int64Type},
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };
    use serde_json::json;

    use super::*;

    fn file(compression: Compression) -> Vec<u8> {
        let schema = "message row { REQUIRED INT64 id; OPTIONAL BYTE_ARRAY name (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut body = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut body, schema, Arc::new(properties)).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut ids = group.next_column().unwrap().unwrap();
        ids.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
        ids.close().unwrap();
        let mut names = group.next_column().unwrap().unwrap();
        let texts = [ByteArray::from("Ada")];
        names.typed::<ByteArrayType>().write_batch(&texts, Some(&[1, 0]), None).unwrap();
        names.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        body
    }

    #[test]
    fn rows_are_objects() {
        let rows = [json!({ "id": 1, "name": "Ada" }), json!({ "id": 2, "name": null })];
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::GZIP(parquet::basic::GzipLevel::default()),
        ] {
            assert_eq!(read_parquet(file(compression), usize::MAX).unwrap(), rows);
        }
        assert_eq!(read_parquet(file(Compression::SNAPPY), 1).unwrap(), rows[..1]);
    }

    #[test]
    fn a_damaged_file_is_told() {
        let whole = file(Compression::SNAPPY);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            // Some bytes are part of a value, and nothing says that it was another one.
            let _ = read_parquet(damaged, usize::MAX);
            let error = read_parquet(whole[..at].to_vec(), usize::MAX).unwrap_err();
            assert!(error.to_string().starts_with("the object cannot be read as Parquet: "));
        }
        let mut long = whole;
        let at = long.len() - 8;
        long[at..at + 4].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
        let error = read_parquet(long, usize::MAX).unwrap_err();
        assert!(error.to_string().ends_with("its footer is bigger than 5 MiB"), "{error}");
    }
}
