//! What a store of objects can do, and the store that has none.

use futures_util::future::{BoxFuture, ready};
use md5::{Digest, Md5};

/// What a call of a store comes to.
pub type Stored<'a, T> = BoxFuture<'a, Result<T, ObjectError>>;

/// Objects in buckets, as S3 keeps them. While a call is under way, other executions go on.
pub trait ObjectStore: Send + Sync {
    /// Whether it stands for S3 at all: without one, a task that calls S3 is answered by nobody.
    fn is_given(&self) -> bool {
        true
    }

    /// The bytes of an object.
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>>;

    /// What a listing says of an object.
    fn head<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ObjectSummary> {
        Box::pin(async move {
            let found = self.list(bucket, key).await?.into_iter().find(|object| object.key == key);
            found.ok_or_else(|| ObjectError::no_such_key(bucket, key))
        })
    }

    /// The objects whose keys begin with `prefix`, by key.
    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>>;

    /// Puts an object, in place of the one that has its key.
    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()>;

    /// Removes an object, if it is there.
    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()>;
}

/// An object in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectSummary {
    /// Its key.
    pub key: String,
    /// Its length.
    pub size_bytes: u64,
    /// The hash of its bytes, in quotes, as S3 gives it.
    pub etag: String,
    /// When it was put, in seconds since the epoch.
    pub last_modified_seconds: i64,
}

impl ObjectSummary {
    pub(crate) fn of(key: &str, body: &[u8], last_modified_seconds: i64) -> Self {
        let hash = u128::from_be_bytes(Md5::digest(body).into());
        Self {
            key: key.to_owned(),
            size_bytes: u64::try_from(body.len()).unwrap_or(u64::MAX),
            etag: format!("\"{hash:032x}\""),
            last_modified_seconds,
        }
    }
}

/// Why a call of a store failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ObjectError {
    /// There is no such bucket.
    #[error("the bucket `{bucket}` does not exist")]
    NoSuchBucket {
        /// The bucket.
        bucket: String,
    },
    /// There is no folder for the bucket.
    #[error("the bucket `{bucket}` does not exist: make the folder `{folder}` for it")]
    NoSuchFolder {
        /// The bucket.
        bucket: String,
        /// Where its objects would be.
        folder: String,
    },
    /// There is no such object.
    #[error("the object `s3://{bucket}/{key}` does not exist")]
    NoSuchKey {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
    },
    /// The name cannot be one of a file below the store's folder.
    #[error("`{name}` cannot be a path below the folder that stands for S3")]
    UnusableName {
        /// The bucket or key.
        name: String,
    },
    /// The file system, or the server, refused.
    #[error("cannot access `{path}`: {message}")]
    Io {
        /// The file, the folder or the URL.
        path: String,
        /// What it said.
        message: String,
    },
    /// A listing does not go on there.
    #[error("The continuation token provided is incorrect")]
    InvalidToken,
    /// Nobody gave this run any objects.
    #[error(
        "this run has no objects: give it a folder whose folders are buckets (`--s3 DIR`), an S3 server (`--s3 URL`), or an `ObjectStore`"
    )]
    NoStore,
}

impl ObjectError {
    pub(super) fn no_such_key(bucket: &str, key: &str) -> Self {
        Self::NoSuchKey { bucket: bucket.to_owned(), key: key.to_owned() }
    }
}

/// A store that has no objects and says how to give some.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoObjects;

impl ObjectStore for NoObjects {
    fn is_given(&self) -> bool {
        false
    }

    fn get<'a>(&'a self, _bucket: &'a str, _key: &'a str) -> Stored<'a, Vec<u8>> {
        Box::pin(ready(Err(ObjectError::NoStore)))
    }

    fn list<'a>(&'a self, _bucket: &'a str, _prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        Box::pin(ready(Err(ObjectError::NoStore)))
    }

    fn put<'a>(&'a self, _bucket: &'a str, _key: &'a str, _body: Vec<u8>) -> Stored<'a, ()> {
        Box::pin(ready(Err(ObjectError::NoStore)))
    }

    fn delete<'a>(&'a self, _bucket: &'a str, _key: &'a str) -> Stored<'a, ()> {
        Box::pin(ready(Err(ObjectError::NoStore)))
    }
}
