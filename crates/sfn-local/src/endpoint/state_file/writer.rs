//! The thread that writes. Who has something to write leaves it in a queue; who has something to tell waits until the
//! queue is written as far as it is then.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
};

use futures_util::{FutureExt, future::BoxFuture};
use redb::Database;
use tokio::sync::watch;

use super::{CLOCK, ClockRecord, JOURNALS, RECORDS, kind, world_now};
use crate::{Clock, Journal, RealClock};

/// Something to write.
#[derive(Debug)]
pub(super) enum Change {
    /// A record; `None` removes it.
    Record { kind: &'static str, name: String, text: Option<String> },
    /// An entry of a journal.
    Entry { execution: u64, entry: u64, text: String },
    /// The journal of an execution that is removed goes.
    EndOfJournal { execution: u64 },
}

/// What was acknowledged could not be written: the disk is full, say.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the state file cannot be written: {0}")]
pub(in crate::endpoint) struct NotWritten(Arc<str>);

/// The end of the queue that everybody has.
#[derive(Debug)]
pub(in crate::endpoint) struct Writer {
    queue: Mutex<Queue>,
    written: watch::Receiver<Result<u64, NotWritten>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Queue {
    /// Absent only while the last one is dropped.
    changes: Option<mpsc::Sender<Change>>,
    /// How many changes were ever put in.
    put: u64,
}

impl Writer {
    /// Starts to write into the file; `clock` is the service's.
    pub(in crate::endpoint) fn start(
        database: Database,
        clock: RealClock,
    ) -> io::Result<Arc<Self>> {
        let (changes, queue) = mpsc::channel();
        let (written, watched) = watch::channel(Ok(0));
        let work = move || write_all(&database, &queue, &written, &clock);
        let thread = thread::Builder::new().name("state file".to_owned()).spawn(work)?;
        Ok(Arc::new(Self {
            queue: Mutex::new(Queue { changes: Some(changes), put: 0 }),
            written: watched,
            thread: Some(thread),
        }))
    }

    pub(super) fn put(&self, changes: impl IntoIterator<Item = Change>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            // Where the thread gave up, who waits is told.
            if queue.changes.as_ref().is_some_and(|to| to.send(change).is_ok()) {
                queue.put += 1;
            }
        }
    }

    /// Waits until all that was put in so far is in the file.
    pub(in crate::endpoint) fn lasts(
        &self,
    ) -> impl Future<Output = Result<(), NotWritten>> + Send + use<> {
        let wanted = self.queue.lock().unwrap_or_else(PoisonError::into_inner).put;
        let mut written = self.written.clone();
        async move {
            let enough = |written: &Result<u64, NotWritten>| {
                written.as_ref().map_or(true, |written| *written >= wanted)
            };
            match written.wait_for(enough).await.as_deref() {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(error.clone()),
                Err(_) => Err(NotWritten("its thread has ended".into())),
            }
        }
    }

    /// The journal of an execution, which has so many entries.
    pub(in crate::endpoint) fn journal(
        self: &Arc<Self>,
        execution: u64,
        entries: u64,
    ) -> Arc<dyn Journal> {
        Arc::new(ExecutionJournal {
            writer: Arc::clone(self),
            execution,
            next: AtomicU64::new(entries),
        })
    }
}

impl Drop for Writer {
    /// Waits until the file is closed, so that the next process need not repair it.
    fn drop(&mut self) {
        self.queue.get_mut().unwrap_or_else(PoisonError::into_inner).changes = None;
        if let Some(thread) = self.thread.take() {
            // If it panicked, that was told.
            drop(thread.join());
        }
    }
}

struct ExecutionJournal {
    writer: Arc<Writer>,
    execution: u64,
    next: AtomicU64,
}

impl Journal for ExecutionJournal {
    fn append(&self, text: String) {
        let entry = self.next.fetch_add(1, Ordering::Relaxed);
        self.writer.put([Change::Entry { execution: self.execution, entry, text }]);
    }

    fn lasts(&self) -> BoxFuture<'static, ()> {
        let lasts = self.writer.lasts();
        async move {
            if lasts.await.is_err() {
                // Nothing may go out that would not survive.
                std::future::pending::<()>().await;
            }
        }
        .boxed()
    }
}

fn write_all(
    database: &Database,
    queue: &mpsc::Receiver<Change>,
    written: &watch::Sender<Result<u64, NotWritten>>,
    clock: &RealClock,
) {
    let mut count = 0;
    while let Ok(first) = queue.recv() {
        let mut changes = vec![first];
        changes.extend(queue.try_iter());
        if let Err(error) = write(database, &changes, clock) {
            drop(written.send_replace(Err(NotWritten(error.to_string().into()))));
            return;
        }
        count += u64::try_from(changes.len()).unwrap_or(u64::MAX);
        drop(written.send_replace(Ok(count)));
    }
}

fn write(database: &Database, changes: &[Change], clock: &RealClock) -> Result<(), redb::Error> {
    let writing = database.begin_write()?;
    {
        let mut records = writing.open_table(RECORDS)?;
        let mut journals = writing.open_table(JOURNALS)?;
        for change in changes {
            match change {
                Change::Record { kind, name, text: Some(text) } => {
                    records.insert((*kind, name.as_str()), text.as_str())?;
                }
                Change::Record { kind, name, text: None } => {
                    records.remove((*kind, name.as_str()))?;
                }
                Change::Entry { execution, entry, text } => {
                    journals.insert((*execution, *entry), text.as_str())?;
                }
                Change::EndOfJournal { execution } => {
                    journals.retain_in((*execution, 0)..=(*execution, u64::MAX), |_, _| false)?;
                }
            }
        }
        let now = ClockRecord { service: clock.now(), world: world_now() };
        // Two numbers are always JSON.
        let now = serde_json::to_string(&now).unwrap_or_default();
        records.insert((kind::META, CLOCK), now.as_str())?;
    }
    Ok(writing.commit()?)
}
