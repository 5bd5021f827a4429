//! The samples of the examples end as they are meant to: with the bodies of the tasks and the example's mocks.

use std::{fs, path::PathBuf, sync::Arc};

use serde_json::Value;
use sfn_local::{
    Definition, Finished, LocalTasks, MockFile, Program, Run, block_on,
    objects::{FolderObjects, MemoryObjects, ObjectStore as _},
};

use super::definitions;

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// What a run of a sample takes.
pub(crate) struct Prepared {
    pub(crate) program: Arc<Program>,
    pub(crate) input: Value,
    pub(crate) tasks: LocalTasks,
    pub(crate) objects: MemoryObjects,
}

/// Runs the definition with a sample, in virtual time.
pub(crate) fn run(definition: &Definition, sample: &str) -> Finished {
    let Prepared { program, input, tasks, objects } = prepare(definition, sample);
    block_on(Run::new(program, input, Arc::new(tasks)).objects(Arc::new(objects)).run())
}

/// The definition with a sample, the bodies of its tasks, the example's mocks and objects.
pub(crate) fn prepare(definition: &Definition, sample: &str) -> Prepared {
    let name = &definition.name;
    let input = examples().join(format!("samples/{name}/{sample}.json"));
    let input = serde_json::from_str(&fs::read_to_string(input).unwrap()).unwrap();
    let mocks = fs::read_to_string(examples().join(format!("mocks/{name}.json")));
    let mocks = mocks.map_or_else(|_| MockFile::default(), |text| MockFile::parse(&text).unwrap());
    let tasks = LocalTasks::of([&deployed(definition)]).unwrap().mocks(mocks);
    let program = Arc::clone(tasks.workflow(name).unwrap());
    Prepared { program, input, tasks, objects: objects() }
}

/// The names of the samples of an example.
pub(crate) fn of(name: &str) -> Vec<String> {
    let files = fs::read_dir(examples().join("samples").join(name)).unwrap();
    files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into()).collect()
}

/// The files below `examples/objects`: a folder for each placeholder of a bucket.
fn objects() -> MemoryObjects {
    let folder = examples().join("objects");
    let files = FolderObjects::new(&folder);
    let mut objects = MemoryObjects::new();
    for bucket in fs::read_dir(folder).unwrap() {
        let bucket = bucket.unwrap().file_name().into_string().unwrap();
        for object in block_on(files.list(&bucket, "")).unwrap() {
            let body = block_on(files.get(&bucket, &object.key)).unwrap();
            objects = objects.with(&format!("${{{bucket}}}"), &object.key, body);
        }
    }
    objects
}

/// The definition with the target's names, by which it finds the workflows that it starts.
pub(crate) fn deployed(definition: &Definition) -> Definition {
    let text = sfn_asl::write::to_string(&definition.machine)
        .replace("${AWS::Partition}", "aws")
        .replace("${AWS::Region}", "us-east-1")
        .replace("${AWS::AccountId}", "123456789012");
    Definition { machine: sfn_asl::read::json(&text).machine.unwrap(), ..definition.clone() }
}

/// The error with which a sample ends; without an entry it succeeds.
const ERRORS: &[(&str, &str, &str)] = &[
    ("order-fulfilment", "invalid", "Invalid"),
    ("order-fulfilment", "declined", "Declined"),
    ("order-fulfilment", "out-of-stock", "OutOfStock"),
    ("travel-saga", "no-flight", "SoldOut"),
    ("travel-saga", "no-room", "SoldOut"),
    ("travel-saga", "no-car", "SoldOut"),
    ("travel-saga", "too-dear", "Declined"),
    ("job-poller", "broken", "Failed"),
    ("job-poller", "endless", "StillRunning"),
    ("job-poller", "unknown", "UnknownProgram"),
    ("pagination", "unknown", "UnknownSegment"),
    ("expense-approval", "nobody", "NobodyDecided"),
    ("expense-approval", "unknown-employee", "UnknownEmployee"),
    ("idempotent", "declined", "Declined"),
    ("semaphore", "broken", "Impossible"),
    ("scatter-gather", "nobody", "NoQuote"),
    ("scatter-gather", "fickle", "Expired"),
    ("nightly-etl", "not-loaded", "NotLoaded"),
    ("nightly-etl", "empty", "Empty"),
    ("agent-loop", "too-long", "TooLong"),
    ("human-task", "gone", "Bounced"),
    ("csv-import", "unknown-supplier", "UnknownSupplier"),
    ("csv-import", "no-file", "States.ItemReaderFailed"),
    ("csv-import", "too-many-wrong", "States.ExceedToleratedFailureThreshold"),
    ("account-vending", "known-email", "NotCreated"),
    ("account-vending", "unknown-group", "NoAccess"),
];

#[test]
fn every_sample_ends_as_it_should() {
    let mut ends = Vec::new();
    for definition in definitions() {
        for sample in of(&definition.name) {
            let expected = ERRORS
                .iter()
                .find(|(workflow, name, _)| *workflow == definition.name && *name == sample)
                .map(|(_, _, error)| *error);
            let outcome = run(&definition, &sample).outcome;
            let error = outcome.error().and_then(|error| error.error.clone());
            assert_eq!(error.as_deref(), expected, "{} {sample}", definition.name);
            ends.push(error);
        }
    }
    assert_eq!(ends.iter().flatten().count(), ERRORS.len());
}
