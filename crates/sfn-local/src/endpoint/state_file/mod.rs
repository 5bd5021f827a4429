//! The file of `ServiceConfig::state`: what was acknowledged is in it before the answer goes out.
//!
//! Two tables: records of what the API knows, by kind and name, and the journals of Standard executions. One thread writes
//! them, all that waits in one transaction, in the order in which it happened; so the file is at any time what the service
//! was at some moment, and nobody outside has seen a later one.

mod records;
mod restore;
mod writer;

use std::{collections::BTreeMap, path::Path, time::SystemTime};

use redb::{
    Builder, Database, DatabaseError, ReadableDatabase as _, ReadableTable as _, StorageError,
    TableDefinition, TableHandle as _,
};
use serde::{Deserialize, Serialize};

pub(super) use self::{records::save, restore::restore, writer::Writer};
use super::arn::Scope;
use crate::{BadJournal, TimeScale, Timestamp};

/// By kind and name.
const RECORDS: TableDefinition<(&str, &str), &str> = TableDefinition::new("records");
/// By the number of the execution and of the entry.
const JOURNALS: TableDefinition<(u64, u64), &str> = TableDefinition::new("journals");

/// What a record is of.
mod kind {
    pub(super) const META: &str = "meta";
    pub(super) const REVISION: &str = "revision";
    pub(super) const MACHINE: &str = "machine";
    pub(super) const ACTIVITY: &str = "activity";
    pub(super) const EXECUTION: &str = "execution";
    pub(super) const ROLE: &str = "role";
    pub(super) const POLICY: &str = "policy";
}

/// The records of [`kind::META`].
const FORMAT: &str = "format";
const SCOPE: &str = "scope";
const CLOCK: &str = "clock";
const IDS: &str = "ids";

/// The form of what is written here. Another one is refused, not converted: the file is one of development.
const THIS_FORMAT: u32 = 2;

/// Why a state file cannot be used. It is left as it is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateFileError {
    /// Another process has it.
    #[error("another process uses it")]
    InUse,
    /// Another version of this program wrote it.
    #[error("another version wrote it: its format is {found}, and this version's is {THIS_FORMAT}")]
    OtherFormat {
        /// The number in the file.
        found: String,
    },
    /// It is of another account or region, which all ARNs in it name.
    #[error("its ARNs begin with `{found}`, and would have to begin with `{wanted}`")]
    OtherPlace {
        /// The beginning of an ARN.
        found: String,
        /// That of this service.
        wanted: String,
    },
    /// Virtual time was asked for, which nobody can wait for.
    #[error("executions in virtual time cannot be kept")]
    VirtualTime,
    /// It is something else.
    #[error("it is not a state file")]
    NotOne,
    /// It was written by this program, and is damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// The system does not let it be read or written.
    #[error("it cannot be read or written")]
    Io(#[source] std::io::Error),
    /// An execution cannot go on.
    #[error("the execution {arn} cannot go on from it")]
    Execution {
        /// The execution.
        arn: String,
        /// Why.
        #[source]
        source: BadJournal,
    },
}

impl StateFileError {
    fn damaged(what: impl std::fmt::Display) -> Self {
        Self::Damaged(what.to_string())
    }
}

impl From<redb::Error> for StateFileError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Self::damaged("it ends too early")
            }
            redb::Error::Io(error) => Self::Io(error),
            error => Self::damaged(error),
        }
    }
}

impl From<DatabaseError> for StateFileError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => Self::InUse,
            DatabaseError::UpgradeRequired(found) => Self::OtherFormat { found: found.to_string() },
            // A file that does not begin as one of the store's.
            DatabaseError::Storage(StorageError::Io(error))
                if error.kind() == std::io::ErrorKind::InvalidData =>
            {
                Self::NotOne
            }
            error => redb::Error::from(error).into(),
        }
    }
}

/// The service's time at a moment of the world's.
#[derive(Debug, Serialize, Deserialize)]
struct ClockRecord {
    service: Timestamp,
    world: Timestamp,
}

fn world_now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Timestamp::default() + since_epoch.unwrap_or_default()
}

/// What a file holds.
#[derive(Default)]
pub(super) struct Contents {
    records: BTreeMap<(String, String), String>,
    journals: BTreeMap<u64, Vec<String>>,
}

/// Opens the file of a service in `scope`, or begins it.
pub(super) fn open(path: &Path, scope: &Scope) -> Result<(Database, Contents), StateFileError> {
    let database = Builder::new().set_check_integrity_on_open(true).create(path)?;
    let mut contents = Contents::default();
    if contents.read(&database)? {
        contents.check(scope)?;
    } else {
        begin(&database, scope)?;
    }
    Ok((database, contents))
}

fn begin(database: &Database, scope: &Scope) -> Result<(), StateFileError> {
    let writing = database.begin_write().map_err(redb::Error::from)?;
    {
        let mut records = writing.open_table(RECORDS).map_err(redb::Error::from)?;
        for (name, text) in [(FORMAT, THIS_FORMAT.to_string()), (SCOPE, scope.root())] {
            records.insert((kind::META, name), text.as_str()).map_err(redb::Error::from)?;
        }
        writing.open_table(JOURNALS).map_err(redb::Error::from)?;
    }
    Ok(writing.commit().map_err(redb::Error::from)?)
}

impl Contents {
    /// Reads all of it; whether there is anything.
    fn read(&mut self, database: &Database) -> Result<bool, StateFileError> {
        let reading = database.begin_read().map_err(redb::Error::from)?;
        let tables: Vec<String> = reading
            .list_tables()
            .map_err(redb::Error::from)?
            .map(|table| table.name().to_owned())
            .collect();
        if tables.is_empty() {
            return Ok(false);
        }
        if !tables.iter().any(|name| name == RECORDS.name()) {
            return Err(StateFileError::NotOne);
        }
        let records = reading.open_table(RECORDS).map_err(redb::Error::from)?;
        for record in records.iter().map_err(redb::Error::from)? {
            let (key, value) = record.map_err(redb::Error::from)?;
            let (kind, name) = key.value();
            self.records.insert((kind.to_owned(), name.to_owned()), value.value().to_owned());
        }
        let journals = reading.open_table(JOURNALS).map_err(redb::Error::from)?;
        for entry in journals.iter().map_err(redb::Error::from)? {
            let (key, value) = entry.map_err(redb::Error::from)?;
            let (execution, _) = key.value();
            self.journals.entry(execution).or_default().push(value.value().to_owned());
        }
        Ok(true)
    }

    fn check(&self, scope: &Scope) -> Result<(), StateFileError> {
        let found = self.meta(FORMAT).ok_or(StateFileError::NotOne)?;
        if found != THIS_FORMAT.to_string() {
            return Err(StateFileError::OtherFormat { found: found.to_owned() });
        }
        let found = self.meta(SCOPE).ok_or(StateFileError::NotOne)?;
        if found != scope.root() {
            return Err(StateFileError::OtherPlace {
                found: found.to_owned(),
                wanted: scope.root(),
            });
        }
        Ok(())
    }

    fn meta(&self, name: &str) -> Option<&str> {
        self.records.get(&(kind::META.to_owned(), name.to_owned())).map(String::as_str)
    }

    /// The names and texts of the records of a kind.
    fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.records.range((kind.to_owned(), String::new())..);
        all.take_while(move |((found, _), _)| found == kind)
            .map(|((_, name), text)| (name.as_str(), text.as_str()))
    }

    /// The time of the service that goes on here: what it was, and as much as has passed since.
    pub(super) fn now(&self, scale: TimeScale) -> Result<Option<Timestamp>, StateFileError> {
        let Some(text) = self.meta(CLOCK) else { return Ok(None) };
        let ClockRecord { service, world } =
            serde_json::from_str(text).map_err(StateFileError::damaged)?;
        Ok(Some(service + scale.of(world.until(world_now()))))
    }

    /// Where the identifiers go on.
    pub(super) fn ids(&self) -> Result<Option<u64>, StateFileError> {
        let parsed = self.meta(IDS).map(str::parse).transpose();
        parsed.map_err(StateFileError::damaged)
    }
}
