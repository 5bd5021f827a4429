//! Activities.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{EncryptionConfiguration, Instant};

/// Work that Step Functions waits for, done by workers that ask for it.
#[derive(Debug, Deserialize, Serialize)]
pub(in crate::endpoint) struct Activity {
    pub(in crate::endpoint) arn: String,
    pub(in crate::endpoint) name: String,
    pub(in crate::endpoint) creation_date: Instant,
    pub(in crate::endpoint) encryption_configuration: EncryptionConfiguration,
    pub(in crate::endpoint) tags: IndexMap<String, String>,
}
