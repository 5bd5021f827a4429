//! Distributed Maps: what their definitions look like, and what a native run of them does.

#![allow(missing_docs, reason = "a test")]

use serde_json::{Value, json};
use sfn_dsl::{
    __private::Definition,
    prelude::*,
    testing::{Answers, RunError, assert_equivalent},
};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Piece,
    Pallet,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data, CsvRow)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    pub sku: String,
    pub stock_unit: Unit,
    pub quantity: u32,
    #[serde(alias = "cost")]
    pub price: Option<f64>,
    #[serde(default)]
    pub active: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data, CsvRow)]
pub struct Line {
    pub id: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Job {
    pub key: String,
    pub warehouse: String,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum ImportError {
    Unknown,
    Stopped,
    Map(#[from] sfn::MapRunError),
}

#[task(lambda = "import")]
pub async fn import_row(warehouse: String, row: Row) -> Result<u32, ImportError> {
    let _ = warehouse;
    if row.sku == "?" { Err(ImportError::Unknown) } else { Ok(row.quantity) }
}

#[task(lambda = "store")]
pub async fn store_lines(lines: Vec<Line>) -> Result<usize, ImportError> {
    Ok(lines.len())
}

#[task(lambda = "archive")]
pub async fn archive(object: sfn::S3Object, label: String) -> Result<String, ImportError> {
    Ok(format!("{label}{}", object.key))
}

#[task(lambda = "ask")]
pub async fn ask(id: String, token: TaskToken) -> Result<String, ImportError>;

#[workflow]
pub async fn import(job: Job) -> Result<Vec<u32>, ImportError> {
    let stocks = sfn::map_s3(sfn::Csv::<Row>::at("imports", job.key.clone()), 500, async |row| {
        import_row(job.warehouse.clone(), row).await
    })
    .express()
    .await?;
    Ok(stocks)
}

#[workflow]
pub async fn import_active(job: Job) -> Result<Vec<Option<u32>>, ImportError> {
    sfn::map_s3(sfn::Csv::<Row>::at("imports", job.key.clone()).max_items(100), 0, async |row| {
        if !row.active {
            return Ok(0);
        }
        import_row(job.warehouse.clone(), row).await
    })
    .tolerate_percent(50.0)
    .tolerate_count(2)
    .label("rows")
    .await
    .map_err(|_| ImportError::Stopped)
}

#[workflow]
pub async fn store(key: String) -> Result<usize, ImportError> {
    let reader = 0;
    let stored = sfn::map_s3(
        sfn::Csv::<Line>::at("lines", key)
            .with_header(["id", "text"])
            .delimiter(sfn::CsvDelimiter::Semicolon)
            .batch(2),
        10,
        async |lines| {
            let count = store_lines(lines).await?;
            Ok::<_, ImportError>(count + reader)
        },
    )
    .retry(Retry::on(["States.ItemReaderFailed"]).max_attempts(1))
    .await?;
    Ok(stored.iter().sum())
}

/// Everything that a child can be given: a variable, a field, an `Option`, an enum.
#[workflow]
pub async fn captured(
    mut job: Job,
    unit: Option<Unit>,
) -> Result<Vec<Option<String>>, ImportError> {
    let mut prefix = "at ".to_owned();
    prefix.push_str(&job.warehouse);
    job.key = format!("{}.jsonl", job.key);
    let lines =
        sfn::map_s3(sfn::JsonLines::<Line>::at("lines", job.key.clone()), 0, async |line| {
            let note = job.note.clone().unwrap_or("none".to_owned());
            let unit = match unit {
                Some(Unit::Piece) => "piece",
                Some(Unit::Pallet) => "pallet",
                None => "nothing",
            };
            if line.text.is_empty() {
                return Err(ImportError::Unknown);
            }
            let execution = sfn::context().execution.name;
            Ok(format!("{execution} {}: {prefix} {note} {unit} {}", line.id, job.note.is_some()))
        })
        .tolerate_percent(100.0)
        .await?;
    Ok(lines)
}

/// A child that waits for somebody, and does two things at once.
#[workflow]
pub async fn asked(ids: Vec<String>, photo: sfn::S3Object) -> Result<Vec<String>, ImportError> {
    sfn::map_distributed(ids, 2, async |id| {
        let (answer, archived) =
            sfn::try_join!(ask(id.clone()), archive(photo.clone(), id.clone()))?;
        Ok::<_, ImportError>(format!("{answer} {archived}"))
    })
    .await
    .map_err(|_| ImportError::Stopped)
}

/// A Map in a child of a Map, both of which read what is outermost.
#[workflow]
pub async fn nested(folders: Vec<String>, suffix: String) -> Result<Vec<Vec<String>>, ImportError> {
    let mut count = 0;
    let mut all = Vec::new();
    while count < 2 {
        let found = sfn::map_distributed(folders.clone(), 2, async |folder| {
            sfn::map_s3(
                sfn::Csv::<Line>::at("lines", format!("{folder}{suffix}")),
                0,
                async |Line { id, text }| {
                    Ok::<_, ImportError>(format!("{count} {folder} {suffix} {id} {text}"))
                },
            )
            .await
        })
        .await?;
        all.extend(found);
        count += 1;
    }
    Ok(all)
}

/// A child in a branch, and one in an iteration of an inline Map; and the whole row twice.
#[workflow]
pub async fn inside(keys: Vec<String>, job: Job) -> Result<Vec<Vec<u32>>, ImportError> {
    let (counts, _) = sfn::try_join!(
        async {
            sfn::map(keys.clone(), 2, async |key| {
                sfn::map_s3(sfn::Csv::<Row>::at("imports", key.clone()), 0, async |row| {
                    let first = import_row(job.warehouse.clone(), row.clone()).await?;
                    let second = import_row(key.clone(), row.clone()).await?;
                    Ok::<_, ImportError>(first + second + import_row(key.clone(), row).await?)
                })
                .await
            })
            .await
        },
        async { archive_all(job.key.clone(), "x".to_owned()).await },
    )?;
    Ok(counts)
}

#[workflow]
pub async fn archive_all(prefix: String, label: String) -> Result<String, ImportError> {
    let run =
        match sfn::map_s3(sfn::Objects::under("photos", prefix.clone()), 1_000, async |object| {
            archive(object, format!("{prefix}{label}")).await
        })
        .write_to("results", label.clone())
        .await
        {
            Ok(run) => run,
            Err(sfn::MapRunError::ResultWriterFailed) => return Err(ImportError::Stopped),
            Err(other) => return Err(other.into()),
        };
    Ok(run.result_writer_details.bucket)
}

#[workflow]
pub async fn in_memory(lines: Vec<Line>, factor: u32) -> Result<Vec<u32>, ImportError> {
    sfn::map_distributed(lines, 1_000, async |line| {
        let weight = if line.text == "one" { 2 } else { 1 };
        Ok::<_, ImportError>(weight * factor)
    })
    .await
    .map_err(|_| ImportError::Stopped)
}

fn state(definition: &Definition, name: &str) -> Value {
    let machine = sfn_asl::write::to_value(&definition.machine);
    machine.pointer(&format!("/States/{name}")).cloned().unwrap_or_default()
}

fn job() -> Job {
    Job { key: "rows.csv".into(), warehouse: "north".into(), note: None }
}

const HEADER: &str = "sku,stockUnit,quantity,price,active,remark\n";

fn rows(rows: &str) -> Answers {
    Answers::new().object("imports", "rows.csv", format!("{HEADER}{rows}"))
}

#[test]
fn a_row_of_text_becomes_values_where_the_child_takes_it() {
    let map = state(&import::definition(), "Stocks");
    assert_eq!(
        map["ItemReader"],
        json!({
            "Resource": "arn:aws:states:::s3:getObject",
            "Arguments": { "Bucket": "imports", "Key": "{% $states.context.Execution.Input.key %}" },
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" },
        })
    );
    // Nothing but what the child reads.
    assert_eq!(
        map["ItemSelector"],
        json!({
            "row": "{% $states.context.Map.Item.Value %}",
            "warehouse": "{% $states.context.Execution.Input.warehouse %}",
        })
    );
    let processor = &map["ItemProcessor"];
    assert_eq!(
        processor["ProcessorConfig"],
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" })
    );
    let states = processor["States"].as_object().unwrap();
    assert_eq!(states.keys().collect::<Vec<_>>(), ["ImportRow"]);
    let row = &states["ImportRow"]["Arguments"]["Payload"]["row"];
    assert_eq!(row["sku"], "{% $states.context.Execution.Input.row.sku %}");
    let quantity = "$states.context.Execution.Input.row.quantity";
    assert_eq!(
        row["quantity"],
        format!(
            "{{% $contains({quantity}, /^[0-9]+$/) ? $number({quantity}) : $error('no whole number') %}}"
        )
    );
    assert_eq!(row.get("remark"), None);
    assert_eq!(map.get("ResultWriter"), None);
}

#[test]
fn a_child_that_first_does_something_else_begins_with_its_row() {
    let map = state(&import_active::definition(), "ForEachRow");
    let processor = &map["ItemProcessor"];
    assert_eq!(processor["StartAt"], "Set row");
    assert_eq!(processor["States"]["Set row"]["Type"], "Pass");
    assert_eq!(processor["ProcessorConfig"]["ExecutionType"], "STANDARD");
    assert_eq!(map["ToleratedFailurePercentage"], 50);
    assert_eq!(map["ToleratedFailureCount"], 2);
    assert_eq!(map["Label"], "rows");
    assert_eq!(map.get("MaxConcurrency"), None);
    assert_eq!(map["ItemReader"]["ReaderConfig"]["MaxItems"], 100);
    // Beside what Step Functions says of a failed child.
    assert_eq!(processor["States"]["ImportRow"]["Output"]["Ok"], "{% $states.result.Payload %}");
}

#[test]
fn a_batch_takes_its_items_and_what_it_reads_beside_them() {
    let map = state(&store::definition(), "Stored");
    assert_eq!(map["ItemBatcher"], json!({ "MaxItemsPerBatch": 2 }));
    assert_eq!(map.get("ItemSelector"), None);
    assert_eq!(map["ItemReader"]["ReaderConfig"]["CSVHeaders"], json!(["id", "text"]));
    assert_eq!(map["ItemReader"]["ReaderConfig"]["CSVDelimiter"], "SEMICOLON");
    assert_eq!(map["Retry"][0]["ErrorEquals"], json!(["States.ItemReaderFailed"]));
}

#[test]
fn objects_are_listed_and_results_written() {
    let map = state(&archive_all::definition(), "Run");
    assert_eq!(
        map["ItemReader"],
        json!({
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Arguments": { "Bucket": "photos", "Prefix": "{% $states.context.Execution.Input.prefix %}" },
        })
    );
    let selected: Vec<_> = map["ItemSelector"].as_object().unwrap().keys().collect();
    assert_eq!(selected, ["object", "prefix", "label"]);
    assert_eq!(
        map["ResultWriter"]["Arguments"],
        json!({ "Bucket": "results", "Prefix": "{% $states.context.Execution.Input.label %}" })
    );
    assert_eq!(map["Catch"][0]["ErrorEquals"], json!(["States.ResultWriterFailed"]));
}

#[test]
fn items_of_the_workflow_itself_are_items() {
    let map = state(&in_memory::definition(), "ForEachLine");
    assert_eq!(map["Items"], "{% $states.context.Execution.Input.lines %}");
    assert_eq!(map["ItemSelector"]["factor"], "{% $states.context.Execution.Input.factor %}");
    assert_eq!(map.get("ItemReader"), None);
}

#[test]
fn the_builder_writes_the_same() {
    let by_hand = Workflow::<Job, Vec<u32>>::new("import", |w, job| {
        w.name_next("Stocks");
        let rows = sfn::Csv::<Row>::at("imports", job.key.clone());
        let warehouse = w.let_mut("warehouse", job.warehouse.clone());
        let stocks =
            w.map_s3_express(rows, 500, |w, row| w.call(import_row, (&warehouse, row)).into_expr());
        w.done(stocks);
    });
    let map = |definition: &Definition| {
        sfn_asl::write::to_string(&definition.machine)
            .replace("\"item\"", "\"row\"")
            .replace("Input.item.", "Input.row.")
    };
    assert_eq!(map(&by_hand.definition()), map(&import::definition()));
}

#[test]
fn a_native_run_reads_the_rows() {
    let answers = rows("a,piece,1,,true,x\nb,pallet,2,1.5e1,false\n");
    assert_equivalent(|| import(job()), &answers);
    let run = answers.run(import(job()));
    assert_eq!(run.result, Ok(vec![1, 2]));
    assert_eq!(
        run.payloads(import_row)[1]["row"],
        json!({ "sku": "b", "stockUnit": "pallet", "quantity": 2, "price": 15.0, "active": false })
    );
}

#[test]
fn one_failure_is_too_many_without_a_tolerance() {
    let failed = Err(RunError::Returned(ImportError::Map(
        sfn::MapRunError::ExceedToleratedFailureThreshold,
    )));
    for rest in [
        "?,piece,1,,true",
        "a,piece,-1,,true",
        "a,piece,1.5,,true",
        "a,piece,1,1.,true",
        "a,piece,,,true",
        "a,piece,1,,yes",
        "a,box,1,,true",
    ] {
        let answers = rows(&format!("a,piece,1,,true\n{rest}\n"));
        assert_eq!(answers.run(import(job())).result, failed, "{rest}");
        assert_equivalent(|| import(job()), &answers);
    }
}

#[test]
fn a_failure_that_is_tolerated_gives_nothing() {
    let answers = rows("a,piece,1,,true\nb,piece,x,,true\nc,piece,3,,false\n?,piece,4,,true\n");
    assert_eq!(answers.run(import_active(job())).result, Ok(vec![Some(1), None, Some(0), None]));
    assert_equivalent(|| import_active(job()), &answers);
    for too_many in ["a,piece,1,,true\n?,piece,x,,true\n?,piece,3,,true\n", "?,piece,x,,true\n"] {
        let answers = rows(too_many);
        let run = answers.run(import_active(job()));
        assert_eq!(run.result, Err(RunError::Returned(ImportError::Stopped)));
        assert_equivalent(|| import_active(job()), &answers);
    }
}

#[test]
fn an_object_that_is_not_there_fails_the_map() {
    let failed = Err(RunError::Returned(ImportError::Map(sfn::MapRunError::ItemReaderFailed)));
    assert_eq!(Answers::new().run(import(job())).result, failed);
    assert_equivalent(|| import(job()), &Answers::new());
    let run = Answers::new().run(store("nowhere".into()));
    assert!(matches!(run.result, Err(RunError::Returned(ImportError::Map(_)))));
    assert_eq!(run.elapsed.as_secs(), 1, "it was tried again");
    assert_equivalent(|| store("nowhere".into()), &Answers::new());
}

#[test]
fn batches_lists_and_items_at_hand_do_the_same() {
    let answers = Answers::new()
        .object("lines", "l.csv", "1;one\n2;two\n3;three\n")
        .object("photos", "p/1.png", "1")
        .object("photos", "q/2.png", "2");
    let run = answers.run(store("l.csv".into()));
    assert_eq!(run.result, Ok(3));
    assert_eq!(run.payloads(store_lines).len(), 2);
    assert_equivalent(|| store("l.csv".into()), &answers);
    let run = answers.run(archive_all("p/".into(), "l".into()));
    assert_eq!(run.result, Ok("results".to_owned()));
    assert_eq!(run.payloads(archive)[0]["object"]["Key"], "p/1.png");
    assert_equivalent(|| archive_all("p/".into(), "l".into()), &answers);
    let lines = || vec![Line { id: "1".into(), text: "one".into() }];
    assert_eq!(answers.run(in_memory(lines(), 4)).result, Ok(vec![8]));
    assert_equivalent(|| in_memory(lines(), 4), &answers);
    assert_equivalent(|| in_memory(Vec::new(), 4), &answers);
}

#[test]
fn a_child_reads_what_is_around_it() {
    let map = state(&captured::definition(), "Lines");
    let selector: Vec<_> = map["ItemSelector"].as_object().unwrap().keys().collect();
    assert_eq!(selector, ["line", "note", "unit", "prefix", "ExecutionName"]);
    let lines = "{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"\"}\n";
    let answers = Answers::new().object("lines", "l.jsonl", lines);
    for (note, unit) in [(None, None), (Some("n"), Some(Unit::Piece)), (None, Some(Unit::Pallet))] {
        let job =
            || Job { key: "l".into(), warehouse: "north".into(), note: note.map(str::to_owned) };
        let run = answers.run(captured(job(), unit));
        assert!(matches!(run.result.as_deref(), Ok([Some(_), None])));
        assert_equivalent(|| captured(job(), unit), &answers);
    }
}

#[test]
fn a_child_may_wait_for_a_callback() {
    let answers = Answers::new()
        .on(ask, |call| Ok(format!("yes, {}", call.payload["id"])))
        .taking(sfn::hours(1));
    let ids = || vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
    let photo = || sfn::S3Object {
        etag: "\"1\"".into(),
        key: ".png".into(),
        last_modified: 1,
        size: 2,
        storage_class: "STANDARD".into(),
    };
    let run = answers.run(asked(ids(), photo()));
    assert_eq!(run.result.unwrap()[2], "yes, \"c\" c.png");
    assert_eq!(run.elapsed, sfn::hours(2));
    assert_equivalent(|| asked(ids(), photo()), &answers);
}

#[test]
fn maps_stand_anywhere() {
    let answers = Answers::new().object("lines", "a.csv", "id,text\n1,one\n2,two\n").object(
        "lines",
        "b.csv",
        "id,text\n3,three\n",
    );
    let folders = || vec!["a".to_owned(), "b".to_owned()];
    let run = answers.run(nested(folders(), ".csv".into()));
    let found = run.result.unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!(found[3], ["1 b .csv 3 three"]);
    assert_equivalent(|| nested(folders(), ".csv".into()), &answers);
    assert_equivalent(|| nested(folders(), ".txt".into()), &answers);

    let answers = rows("a,piece,1,,true\nb,pallet,2,,true\n").object("photos", "rows.csv", "");
    let keys = || vec!["rows.csv".to_owned(), "rows.csv".to_owned()];
    let run = answers.run(inside(keys(), job()));
    assert_eq!(run.result, Ok(vec![vec![3, 6], vec![3, 6]]));
    assert_equivalent(|| inside(keys(), job()), &answers);
}
