//! What has to be kept of an execution so that it can go on in another process.
//!
//! A run is a function of its definition, its input, its randomness, and what reaches it from outside at which instant. So
//! only the last is kept, before anybody sees what follows from it; the rest is worked out again. A distributed Map keeps
//! when each child started, and what reached each of them.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::Arc,
};

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::inbox::Input;
use crate::{map_run::Tolerance, time::Timestamp};

/// Keeps what reaches an execution from outside.
pub trait Journal: Send + Sync {
    /// Adds an entry, a JSON text. What is added first, to whichever execution, must last if what is added later does.
    fn append(&self, entry: String);

    /// Ready once all that was added so far will last.
    fn lasts(&self) -> BoxFuture<'static, ()>;
}

/// Why an execution cannot go on from what was kept of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadJournal {
    /// An entry is none.
    #[error("an entry of the journal cannot be read")]
    Unreadable(#[source] serde_json::Error),
    /// The entries belong to another history.
    #[error("the journal is that of another history, or of another version's")]
    Diverged,
}

/// Where a run, or a Map Run in it, writes its entries.
#[derive(Clone)]
pub(super) struct Log {
    journal: Arc<dyn Journal>,
    /// The Map Run, how often it was redriven, and the child, from the outermost on.
    path: Arc<[u64]>,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Log {
    pub(super) fn new(journal: Arc<dyn Journal>) -> Self {
        Self { journal, path: Arc::default() }
    }

    /// That of a Map Run of the execution, of a redrive of it, or of a child since.
    pub(super) fn inside(&self, number: u64) -> Self {
        let path = self.path.iter().copied().chain([number]).collect();
        Self { journal: Arc::clone(&self.journal), path }
    }

    pub(super) fn write(&self, entry: &Entry) {
        // All keys are texts, so it is a JSON value.
        self.journal.append(serde_json::to_string(&(&*self.path, entry)).unwrap_or_default());
    }

    pub(super) fn lasts(&self) -> BoxFuture<'static, ()> {
        self.journal.lasts()
    }
}

/// What is kept.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entry {
    /// What reached an execution at one instant, after so many events.
    Turn { at: Timestamp, after: u32, inputs: Vec<Input> },
    /// The next child of a Map Run started.
    Child { at: Timestamp },
    /// The next child that did not succeed runs once more.
    Again { at: Timestamp },
    /// The limits of a Map Run were changed.
    Limits { max_concurrency: u64, tolerance: Tolerance },
    /// A Map Run that was aborted has written what there was.
    Written,
}

/// What was kept of an execution or of a Map Run, and of what ran in it.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    pub(super) entries: VecDeque<Entry>,
    inside: BTreeMap<u64, Recorded>,
}

impl Recorded {
    /// From the texts, in the order in which they were added.
    pub(super) fn read<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Self, BadJournal> {
        let mut all = Self::default();
        for text in texts {
            let (path, entry): (Vec<u64>, Entry) =
                serde_json::from_str(text).map_err(BadJournal::Unreadable)?;
            let at = path.into_iter().fold(&mut all, |at, part| at.inside.entry(part).or_default());
            at.entries.push_back(entry);
        }
        Ok(all)
    }

    /// What was kept of a Map Run of the execution, of a redrive of it, or of a child since, to go on from it.
    pub(super) fn take(&mut self, number: u64) -> Self {
        self.inside.remove(&number).unwrap_or_default()
    }
}
