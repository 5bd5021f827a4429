//! Objects in memory, for tests.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{ObjectError, ObjectStore, ObjectSummary};

/// Where a virtual clock starts, so that a listing is the same in every run.
const LAST_MODIFIED_SECONDS: i64 = 1_735_689_600;

type Bucket = BTreeMap<String, Vec<u8>>;

/// Objects in memory. A bucket exists from its first object on.
///
/// # Example
/// ```
/// use sfn_local::objects::{MemoryObjects, ObjectStore};
///
/// let objects = MemoryObjects::new().with("orders", "a.json", "[1, 2]");
/// assert_eq!(objects.get("orders", "a.json").unwrap(), b"[1, 2]");
/// assert_eq!(objects.list("orders", "a").unwrap()[0].size_bytes, 6);
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
    fn get(&self, bucket: &str, key: &str) -> Result<Vec<u8>, ObjectError> {
        let buckets = self.lock();
        let objects = buckets.get(bucket).ok_or_else(|| no_such_bucket(bucket))?;
        objects.get(key).cloned().ok_or_else(|| ObjectError::NoSuchKey {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        })
    }

    fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<ObjectSummary>, ObjectError> {
        let buckets = self.lock();
        let objects = buckets.get(bucket).ok_or_else(|| no_such_bucket(bucket))?;
        let listed =
            objects.range(prefix.to_owned()..).take_while(|(key, _)| key.starts_with(prefix));
        Ok(listed.map(|(key, body)| ObjectSummary::of(key, body, LAST_MODIFIED_SECONDS)).collect())
    }

    fn put(&self, bucket: &str, key: &str, body: Vec<u8>) -> Result<(), ObjectError> {
        self.lock().entry(bucket.to_owned()).or_default().insert(key.to_owned(), body);
        Ok(())
    }
}

fn no_such_bucket(bucket: &str) -> ObjectError {
    ObjectError::NoSuchBucket { bucket: bucket.to_owned() }
}
