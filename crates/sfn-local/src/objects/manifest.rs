//! Manifests: objects that list the objects which hold the items.

use serde::Deserialize;

use super::ReadError;

/// Where an object is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectLocation {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
}

/// What the `manifest.json` of an S3 inventory says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// The files of the report.
    pub files: Vec<ObjectLocation>,
    /// The names of their columns, which stand in no file.
    pub columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InventoryManifest {
    destination_bucket: String,
    file_format: String,
    file_schema: String,
    files: Vec<InventoryFile>,
}

#[derive(Deserialize)]
struct InventoryFile {
    key: String,
}

/// Reads the `manifest.json` of an S3 inventory.
///
/// # Errors
/// [`ReadError::Json`] where it is no such manifest, and [`ReadError::InventoryFormat`] where its files are no CSV.
pub fn read_inventory(body: &[u8]) -> Result<Inventory, ReadError> {
    let manifest: InventoryManifest = serde_json::from_slice(body)
        .map_err(|error| ReadError::Json { message: error.to_string() })?;
    if manifest.file_format != "CSV" {
        return Err(ReadError::InventoryFormat { format: manifest.file_format });
    }
    let bucket = manifest.destination_bucket;
    let bucket = bucket.rsplit(':').next().unwrap_or(&bucket);
    let location =
        |file: InventoryFile| ObjectLocation { bucket: bucket.to_owned(), key: file.key };
    Ok(Inventory {
        files: manifest.files.into_iter().map(location).collect(),
        columns: manifest.file_schema.split(',').map(|name| name.trim().to_owned()).collect(),
    })
}

/// The objects that a manifest of Athena's `UNLOAD` lists, an `s3://bucket/key` a line.
///
/// # Errors
/// [`ReadError::NotUtf8`] and [`ReadError::NotS3Uri`].
pub fn read_athena_manifest(body: &[u8]) -> Result<Vec<ObjectLocation>, ReadError> {
    let text = std::str::from_utf8(body).map_err(|_| ReadError::NotUtf8)?;
    let lines = text.lines().map(|line| line.trim().trim_matches('"'));
    lines.filter(|line| !line.is_empty()).map(location).collect()
}

fn location(uri: &str) -> Result<ObjectLocation, ReadError> {
    let parts = uri.strip_prefix("s3://").and_then(|path| path.split_once('/'));
    let (bucket, key) = parts.ok_or_else(|| ReadError::NotS3Uri { text: uri.to_owned() })?;
    Ok(ObjectLocation { bucket: bucket.to_owned(), key: key.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(bucket: &str, key: &str) -> ObjectLocation {
        ObjectLocation { bucket: bucket.into(), key: key.into() }
    }

    #[test]
    fn an_inventory_names_files_and_columns() {
        let manifest = br#"{
            "sourceBucket": "photos", "destinationBucket": "arn:aws:s3:::reports", "version": "2016-11-30",
            "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
            "files": [{ "key": "inv/data/1.csv.gz", "size": 2147, "MD5checksum": "f1" }]
        }"#;
        let inventory = read_inventory(manifest).unwrap();
        assert_eq!(inventory.files, [at("reports", "inv/data/1.csv.gz")]);
        assert_eq!(inventory.columns, ["Bucket", "Key", "Size"]);
        let orc = String::from_utf8_lossy(manifest).replace("CSV", "ORC");
        assert!(matches!(read_inventory(orc.as_bytes()), Err(ReadError::InventoryFormat { .. })));
        assert!(matches!(read_inventory(b"[]"), Err(ReadError::Json { .. })));
    }

    #[test]
    fn an_athena_manifest_is_a_list_of_uris() {
        let found = read_athena_manifest(b"s3://out/a/1.gz\n\"s3://out/a/2.gz\"\n\n").unwrap();
        assert_eq!(found, [at("out", "a/1.gz"), at("out", "a/2.gz")]);
        assert!(matches!(read_athena_manifest(b"a,b\n"), Err(ReadError::NotS3Uri { .. })));
    }
}
