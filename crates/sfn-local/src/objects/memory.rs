//! Objects in memory, for tests.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use futures_util::future::ready;

use super::{ObjectError, ObjectStore, ObjectSummary, Stored};

/// Where a virtual clock starts, so that a listing is the same in every run.
const LAST_MODIFIED_SECONDS: i64 = 1_735_689_600;

type Bucket = BTreeMap<String, Vec<u8>>;

/// Objects in memory. A bucket exists from its first object on.
///
/// # Example
/// ```
/// use sfn_local::block_on;
/// use sfn_local::objects::{MemoryObjects, ObjectStore};
///
/// let objects = MemoryObjects::new().with("orders", "a.json", "[1, 2]");
/// assert_eq!(block_on(objects.get("orders", "a.json")).unwrap(), b"[1, 2]");
/// assert_eq!(block_on(objects.list("orders", "a")).unwrap()[0].size_bytes, 6);
/// ```
#[derive(Debug, Default)]
pub struct MemoryObjects(Mutex<BTreeMap<String, Bucket>>);

impl MemoryObjects {
    /// A store without buckets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an object.
    #[must_use]
    pub fn with(self, bucket: &str, key: &str, body: impl Into<Vec<u8>>) -> Self {
        self.lock().entry(bucket.to_owned()).or_default().insert(key.to_owned(), body.into());
        self
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Bucket>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ObjectStore for MemoryObjects {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, Vec<u8>> {
        let buckets = self.lock();
        let found = buckets.get(bucket).ok_or_else(|| no_such_bucket(bucket));
        let no_such_key = || ObjectError::no_such_key(bucket, key);
        let body = found.and_then(|objects| objects.get(key).cloned().ok_or_else(no_such_key));
        Box::pin(ready(body))
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Stored<'a, Vec<ObjectSummary>> {
        let buckets = self.lock();
        let found = buckets.get(bucket).ok_or_else(|| no_such_bucket(bucket));
        let listed = found.map(|objects| {
            let from = objects.range(prefix.to_owned()..);
            from.take_while(|(key, _)| key.starts_with(prefix))
                .map(|(key, body)| ObjectSummary::of(key, body, LAST_MODIFIED_SECONDS))
                .collect()
        });
        Box::pin(ready(listed))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, body: Vec<u8>) -> Stored<'a, ()> {
        self.lock().entry(bucket.to_owned()).or_default().insert(key.to_owned(), body);
        Box::pin(ready(Ok(())))
    }

    fn delete<'a>(&'a self, bucket: &'a str, key: &'a str) -> Stored<'a, ()> {
        let mut buckets = self.lock();
        let found = buckets.get_mut(bucket).ok_or_else(|| no_such_bucket(bucket));
        Box::pin(ready(found.map(|objects| drop(objects.remove(key)))))
    }
}

fn no_such_bucket(bucket: &str) -> ObjectError {
    ObjectError::NoSuchBucket { bucket: bucket.to_owned() }
}
