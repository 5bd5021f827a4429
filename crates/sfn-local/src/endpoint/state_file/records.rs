//! State as records, and records as state.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    super::{
        definition::Checked,
        state::{
            Alias, CreatedWith, EncryptionConfiguration, Execution, Instant, LoggingConfiguration,
            Machine, Origin, Records, Redrives, Revision, State, TracingConfiguration, Version,
            WorkflowKind,
        },
    },
    Contents, IDS, StateFileError, kind,
    writer::{Change, Writer},
};
use crate::Timestamp;

#[derive(Serialize, Deserialize)]
struct RevisionRecord {
    id: Option<String>,
    definition: String,
    machine: String,
    kind: WorkflowKind,
    role_arn: String,
    logging: LoggingConfiguration,
    tracing: TracingConfiguration,
    encryption: EncryptionConfiguration,
    update_date: Instant,
}

/// Revisions are named by their numbers.
#[derive(Serialize, Deserialize)]
struct MachineRecord {
    arn: String,
    kind: WorkflowKind,
    creation_date: Instant,
    created_with: CreatedWith,
    current: u64,
    versions: BTreeMap<u64, VersionRecord>,
    last_version: u64,
    aliases: BTreeMap<String, Alias>,
    tags: IndexMap<String, String>,
    deleting: bool,
}

#[derive(Serialize, Deserialize)]
struct VersionRecord {
    revision: u64,
    description: Option<String>,
    creation_date: Instant,
}

/// An execution as it started; its journal has the rest.
#[derive(Serialize, Deserialize)]
pub(super) struct ExecutionRecord {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) machine: String,
    pub(super) machine_arn: String,
    pub(super) revision: u64,
    pub(super) version: Option<u64>,
    pub(super) alias: Option<String>,
    pub(super) test_case: Option<String>,
    pub(super) input: String,
    pub(super) trace_header: Option<String>,
    pub(super) started_at: Timestamp,
    pub(super) origin: Origin,
    pub(super) redrives: Redrives,
}

/// The name of a number, so that names are in the order of numbers.
fn numbered(number: u64) -> String {
    format!("{number:020}")
}

fn text(record: &impl Serialize) -> String {
    // All keys are texts, so it is a JSON value.
    serde_json::to_string(record).unwrap_or_default()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, StateFileError> {
    serde_json::from_str(text).map_err(StateFileError::damaged)
}

/// Leaves what an operation changed to be written.
pub(in crate::endpoint) fn save(state: &mut State, writer: &Writer) {
    let changes = changes(state);
    if !changes.is_empty() {
        let ids = Some(state.ids.position().to_string());
        let ids = Change::Record { kind: kind::META, name: IDS.to_owned(), text: ids };
        writer.put(changes.into_iter().chain([ids]));
    }
}

fn changes(state: &mut State) -> Vec<Change> {
    let mut changes = Vec::new();
    for name in state.machines.take_changed() {
        let machine = state.machines.get(&name);
        let revisions = machine.into_iter().flat_map(|machine| {
            machine.versions.values().map(|version| &version.revision).chain([&machine.current])
        });
        // Those that executions have were the machine's when they started.
        for revision in revisions {
            if state.saved_revisions.insert(revision.number) {
                let kind = machine.map_or_else(WorkflowKind::default, |machine| machine.kind);
                let record = text(&RevisionRecord::of(revision, &name, kind));
                let name = numbered(revision.number);
                changes.push(Change::Record { kind: kind::REVISION, name, text: Some(record) });
            }
        }
        let text = machine.map(|machine| text(&MachineRecord::of(machine)));
        changes.push(Change::Record { kind: kind::MACHINE, name, text });
    }
    add(&mut changes, kind::ACTIVITY, &mut state.activities);
    add(&mut changes, kind::ROLE, &mut state.roles.roles);
    add(&mut changes, kind::POLICY, &mut state.roles.managed);
    for number in state.executions.take_changed() {
        let record = state.executions.by_number(number).and_then(ExecutionRecord::of);
        if record.is_none() {
            changes.push(Change::EndOfJournal { execution: number });
        }
        let text = record.map(|record| text(&record));
        changes.push(Change::Record { kind: kind::EXECUTION, name: numbered(number), text });
    }
    changes
}

fn add<T: Serialize>(changes: &mut Vec<Change>, kind: &'static str, records: &mut Records<T>) {
    for name in records.take_changed() {
        let text = records.get(&name).map(text);
        changes.push(Change::Record { kind, name, text });
    }
}

impl RevisionRecord {
    fn of(revision: &Revision, machine: &str, kind: WorkflowKind) -> Self {
        Self {
            id: revision.id.clone(),
            definition: revision.definition.clone(),
            machine: machine.to_owned(),
            kind,
            role_arn: revision.role_arn.clone(),
            logging: revision.logging.clone(),
            tracing: revision.tracing,
            encryption: revision.encryption.clone(),
            update_date: revision.update_date,
        }
    }

    fn into_revision(self, number: u64) -> Result<Revision, StateFileError> {
        let checked = Checked::new(&self.machine, &self.definition, self.kind.into());
        Ok(Revision {
            number,
            id: self.id,
            checked: checked.map_err(StateFileError::damaged)?,
            definition: self.definition,
            role_arn: self.role_arn,
            logging: self.logging,
            tracing: self.tracing,
            encryption: self.encryption,
            update_date: self.update_date,
        })
    }
}

impl MachineRecord {
    fn of(machine: &Machine) -> Self {
        let version = |version: &Version| VersionRecord {
            revision: version.revision.number,
            description: version.description.clone(),
            creation_date: version.creation_date,
        };
        let versions = machine.versions.iter();
        Self {
            arn: machine.arn.clone(),
            kind: machine.kind,
            creation_date: machine.creation_date,
            created_with: machine.created_with.clone(),
            current: machine.current.number,
            versions: versions.map(|(number, found)| (*number, version(found))).collect(),
            last_version: machine.last_version,
            aliases: machine.aliases.clone(),
            tags: machine.tags.clone(),
            deleting: machine.deleting,
        }
    }

    fn into_machine(self, name: &str, revisions: &Revisions) -> Result<Machine, StateFileError> {
        let version = |(number, version): (u64, VersionRecord)| {
            let VersionRecord { revision, description, creation_date } = version;
            let revision = revisions.get(revision)?;
            Ok::<_, StateFileError>((number, Version { revision, description, creation_date }))
        };
        Ok(Machine {
            name: name.to_owned(),
            arn: self.arn,
            kind: self.kind,
            creation_date: self.creation_date,
            created_with: self.created_with,
            current: revisions.get(self.current)?,
            versions: self.versions.into_iter().map(version).collect::<Result<_, _>>()?,
            last_version: self.last_version,
            aliases: self.aliases,
            tags: self.tags,
            deleting: self.deleting,
        })
    }
}

impl ExecutionRecord {
    /// `None` of a child of a Map Run, which its parent has.
    fn of(execution: &Execution) -> Option<Self> {
        Some(Self {
            arn: execution.arn.clone(),
            name: execution.name.clone(),
            machine: execution.machine.clone(),
            machine_arn: execution.machine_arn.clone(),
            revision: execution.revision.number,
            version: execution.version,
            alias: execution.alias.clone(),
            test_case: execution.handle.context().test_case.clone(),
            input: execution.input.clone(),
            trace_header: execution.trace_header.clone(),
            started_at: execution.start().0,
            origin: execution.origin.clone()?,
            redrives: execution.redrives.clone(),
        })
    }
}

/// The revisions in a file, by number.
pub(super) struct Revisions(BTreeMap<u64, Arc<Revision>>);

impl Revisions {
    pub(super) fn get(&self, number: u64) -> Result<Arc<Revision>, StateFileError> {
        let found = self.0.get(&number).map(Arc::clone);
        found.ok_or_else(|| StateFileError::damaged(format_args!("revision {number} is missing")))
    }

    /// Those that nobody has any more: their machines are gone, or have others now.
    pub(super) fn unused(&self) -> impl Iterator<Item = u64> {
        self.0.iter().filter(|(_, revision)| Arc::strong_count(revision) == 1).map(|(n, _)| *n)
    }
}

/// The record to remove.
pub(super) fn removed(revision: u64) -> Change {
    Change::Record { kind: kind::REVISION, name: numbered(revision), text: None }
}

fn all<T: DeserializeOwned>(
    contents: &Contents,
    kind: &str,
) -> Result<BTreeMap<String, T>, StateFileError> {
    contents.of_kind(kind).map(|(name, text)| Ok((name.to_owned(), read(text)?))).collect()
}

impl Contents {
    /// Everything but the executions.
    pub(super) fn load(&self, state: &mut State) -> Result<Revisions, StateFileError> {
        let mut revisions = BTreeMap::new();
        for (name, text) in self.of_kind(kind::REVISION) {
            let number: u64 = name.parse().map_err(StateFileError::damaged)?;
            let record: RevisionRecord = read(text)?;
            revisions.insert(number, Arc::new(record.into_revision(number)?));
        }
        state.saved_revisions = revisions.keys().copied().collect::<BTreeSet<_>>();
        let revisions = Revisions(revisions);
        let machines =
            all::<MachineRecord>(self, kind::MACHINE)?.into_iter().map(|(name, record)| {
                let machine = record.into_machine(&name, &revisions)?;
                Ok((name, machine))
            });
        let machines: Result<_, StateFileError> = machines.collect();
        state.machines = Records::kept(machines?);
        state.activities = Records::kept(all(self, kind::ACTIVITY)?);
        state.roles.roles = Records::kept(all(self, kind::ROLE)?);
        state.roles.managed = Records::kept(all(self, kind::POLICY)?);
        Ok(revisions)
    }

    /// The executions in the order of their start, with the entries of their journals.
    pub(super) fn executions(
        &self,
    ) -> impl Iterator<Item = Result<(ExecutionRecord, u64, &[String]), StateFileError>> {
        self.of_kind(kind::EXECUTION).map(|(name, text)| {
            let number: u64 = name.parse().map_err(StateFileError::damaged)?;
            Ok((read(text)?, number, self.journals.get(&number).map_or(&[][..], Vec::as_slice)))
        })
    }
}
