//! Objects as files: `<folder>/<bucket>/<key>`.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
    time::UNIX_EPOCH,
};

use super::{ObjectError, ObjectStore, ObjectSummary, Stored};

/// A folder whose folders are buckets, and the files below those their objects. A bucket that is written to is made.
///
/// Names that would lead out of the folder are refused.
#[derive(Clone, Debug)]
pub struct FolderObjects(PathBuf);

impl FolderObjects {
    /// The buckets in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    fn bucket(&self, bucket: &str) -> Result<PathBuf, ObjectError> {
        below(&self.0, bucket)
            .filter(|path| path.parent() == Some(&self.0))
            .ok_or_else(|| unusable(bucket))
    }

    fn file(&self, bucket: &str, key: &str) -> Result<PathBuf, ObjectError> {
        below(&self.bucket(bucket)?, key).ok_or_else(|| unusable(key))
    }

    fn existing_bucket(&self, bucket: &str) -> Result<PathBuf, ObjectError> {
        let path = self.bucket(bucket)?;
        if path.is_dir() {
            Ok(path)
        } else {
            let folder = path.display().to_string();
            Err(ObjectError::NoSuchFolder { bucket: bucket.to_owned(), folder })
        }
    }

    fn read(&self, bucket: &str, key: &str) -> Result<Vec<u8>, ObjectError> {
        let path = self.existing_file(bucket, key)?;
        fs::read(&path).map_err(|error| failed(&path, &error))
    }

    /// The file of an object. A folder is none, and neither is what would stand below a file.
    fn existing_file(&self, bucket: &str, key: &str) -> Result<PathBuf, ObjectError> {
        self.existing_bucket(bucket)?;
        let path = self.file(bucket, key)?;
        if path.is_file() { Ok(path) } else { Err(ObjectError::no_such_key(bucket, key)) }
    }

    fn listed(&self, bucket: &str, prefix: &str) -> Result<Vec<ObjectSummary>, ObjectError> {
        let mut files = Vec::new();
        collect(&self.existing_bucket(bucket)?, "", &mut files)?;
        files.retain(|(key, _)| key.starts_with(prefix));
        files.sort();
        files.into_iter().map(|(key, path)| summary(&key, &path)).collect()
    }

    fn remove(&self, bucket: &str, key: &str) -> Result<(), ObjectError> {
        let path = match self.existing_file(bucket, key) {
            Err(ObjectError::NoSuchKey { .. }) => return Ok(()),
            other => other?,
        };
        fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
        // S3 has no folders: those that are empty now go, too, up to the bucket's.
        let above = path.ancestors().skip(1).take(key.matches('/').count());
        for folder in above {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    fn write(&self, bucket: &str, key: &str, body: Vec<u8>) -> Result<(), ObjectError> {
        let path = self.file(bucket, key)?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
        }
        fs::write(&path, body).map_err(|error| failed(&path, &error))
    }
}

/// Files are read and written at once, as quickly as the disk does it.
impl ObjectStore for FolderObjects {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>> {
        Box::pin(async move { self.read(bucket, key) })
    }

    fn head<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ObjectSummary> {
        Box::pin(async move { summary(key, &self.existing_file(bucket, key)?) })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        Box::pin(async move { self.listed(bucket, prefix) })
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()> {
        Box::pin(async move { self.write(bucket, key, body) })
    }

    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()> {
        Box::pin(async move { self.remove(bucket, key) })
    }
}

/// `folder/name`, if `name` is nothing but names of folders and a file.
fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let is_name = |part: &str| {
        let mut components = Path::new(part).components();
        matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == part)
    };
    name.split('/').all(is_name).then(|| folder.join(name))
}

fn unusable(name: &str) -> ObjectError {
    ObjectError::UnusableName { name: name.to_owned() }
}

/// All files below `folder` with their keys.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), ObjectError> {
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        // A name that is not Unicode cannot be a key.
        let Ok(name) = entry.file_name().into_string() else { continue };
        let key = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(|error| failed(&entry.path(), &error))?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{key}/"), files)?;
        } else if entry.path().is_file() {
            // A link to a file is one; a link to a folder could lead in a circle.
            files.push((key, entry.path()));
        }
    }
    Ok(())
}

fn summary(key: &str, path: &Path) -> Result<ObjectSummary, ObjectError> {
    let body = fs::read(path).map_err(|error| failed(path, &error))?;
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
    let modified = modified.map_err(|error| failed(path, &error))?;
    let seconds = modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Ok(ObjectSummary::of(key, &body, i64::try_from(seconds).unwrap_or(i64::MAX)))
}

fn failed(path: &Path, error: &io::Error) -> ObjectError {
    ObjectError::Io { path: path.display().to_string(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_an_object_of_the_bucket_that_its_folder_is() {
        let folder = std::env::temp_dir().join(format!("sfn-local-objects-{}", std::process::id()));
        let objects = FolderObjects::new(&folder);
        objects.write("orders", "2025/b.csv", b"b".to_vec()).unwrap();
        objects.write("orders", "2025/a.csv", b"aa".to_vec()).unwrap();
        objects.write("orders", "2025.csv", b"".to_vec()).unwrap();
        let listed = objects.listed("orders", "2025/").unwrap();
        let keys: Vec<_> =
            listed.iter().map(|object| (object.key.as_str(), object.size_bytes)).collect();
        assert_eq!(keys, [("2025/a.csv", 2), ("2025/b.csv", 1)]);
        assert_eq!(objects.read("orders", "2025/a.csv").unwrap(), b"aa");
        for none in ["c.csv", "2025", "2025.csv/a"] {
            let read = objects.read("orders", none);
            assert!(matches!(read, Err(ObjectError::NoSuchKey { .. })), "{none}: {read:?}");
            objects.remove("orders", none).unwrap();
        }
        // A folder without files is no longer in the way of an object of its name.
        objects.write("orders", "q/r", Vec::new()).unwrap();
        objects.remove("orders", "q/r").unwrap();
        objects.write("orders", "q", Vec::new()).unwrap();
        objects.remove("orders", "q").unwrap();
        let error = objects.read("none", "c.csv").unwrap_err().to_string();
        let expected = "the bucket `none` does not exist: make the folder `";
        assert!(error.starts_with(expected) && error.ends_with("none` for it"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let objects = FolderObjects::new("/nowhere/objects");
        for (bucket, key) in [
            ("..", "a"),
            (".", "a"),
            ("", "a"),
            ("a/b", "c"),
            ("b", ".."),
            ("b", "../c"),
            ("b", "a/../../c"),
            ("b", "/etc/passwd"),
            ("b", "a//b"),
            ("b", "a/"),
            ("b", ""),
        ] {
            let refused = objects.write(bucket, key, Vec::new());
            assert!(matches!(refused, Err(ObjectError::UnusableName { .. })), "{bucket} {key}");
        }
    }
}
