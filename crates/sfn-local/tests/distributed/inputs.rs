//! What children are given: readers, `ItemSelector`, `ItemBatcher`.

use std::sync::Arc;

use serde_json::{Value, json};
use sfn_local::objects::MemoryObjects;

use crate::{map, output, run, run_with, support::compile};

fn read(reader: Value, objects: MemoryObjects) -> crate::Finished {
    let more = json!({ "ItemReader": reader });
    run_with(map(output("$states.input"), more), json!({ "most": 2 }), json!({}), Arc::new(objects))
}

fn object(key: &str, config: Value) -> Value {
    json!({
        "Resource": "arn:aws:states:::s3:getObject",
        "Arguments": { "Bucket": "b", "Key": key },
        "ReaderConfig": config,
    })
}

#[test]
fn each_kind_of_object_is_read() {
    let objects = || {
        MemoryObjects::new()
            .with("b", "head.csv", "id,n\na,1\nb,2\n")
            .with("b", "bare.csv", "a;1\nb;2\n")
            .with("b", "rows.json", r#"{ "rows": [{ "id": "a" }, { "id": "b" }] }"#)
            .with("b", "rows.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n")
    };
    let table = json!([{ "id": "a", "n": "1" }, { "id": "b", "n": "2" }]);
    let head = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" });
    assert_eq!(read(object("head.csv", head), objects()).output(), table);
    let bare = json!({
        "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["id", "n"], "CSVDelimiter": "SEMICOLON"
    });
    assert_eq!(read(object("bare.csv", bare), objects()).output(), table);
    let ids = json!([{ "id": "a" }, { "id": "b" }]);
    let json = json!({ "InputType": "JSON", "ItemsPointer": "/rows" });
    assert_eq!(read(object("rows.json", json), objects()).output(), ids);
    assert_eq!(
        read(object("rows.jsonl", json!({ "InputType": "JSONL" })), objects()).output(),
        ids
    );
}

#[test]
fn objects_are_listed_and_loaded() {
    let objects = || MemoryObjects::new().with("b", "in/1", "[1]").with("b", "in/2", "[2, 3]");
    let mut listing = json!({
        "Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": { "Bucket": "b", "Prefix": "in/" }
    });
    let listed = read(listing.clone(), objects()).output();
    assert_eq!((&listed[1]["Key"], &listed[1]["Size"]), (&json!("in/2"), &json!(6)));
    listing["ReaderConfig"] = json!({ "InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN" });
    assert_eq!(read(listing, objects()).output(), json!([1, 2, 3]));
}

#[test]
fn no_more_items_are_read_than_asked_for() {
    let objects = || MemoryObjects::new().with("b", "k", "[1, 2, 3]");
    let config = |most: Value| object("k", json!({ "InputType": "JSON", "MaxItems": most }));
    assert_eq!(read(config(json!(1)), objects()).output(), json!([1]));
    assert_eq!(read(config(json!("{% $states.input.most %}")), objects()).output(), json!([1, 2]));
    assert_eq!(read(config(json!(0)), objects()).output(), json!([1, 2, 3]));
}

#[test]
fn what_cannot_be_read_fails_the_run() {
    let failure = |reader: Value, objects: MemoryObjects| {
        let finished = read(reader, objects);
        let events = finished.events();
        assert_eq!(events[3..5], ["4<3 MapRunStarted", "5<4 MapRunFailed"]);
        let (name, cause) = finished.error();
        assert_eq!(name, "States.ItemReaderFailed");
        cause
    };
    let json = || object("k", json!({ "InputType": "JSON" }));
    let objects = MemoryObjects::new().with("b", "k", "{}");
    assert_eq!(failure(json(), objects), "Attempting to map over non-iterable node.");
    let objects = MemoryObjects::new().with("b", "other", "");
    assert_eq!(failure(json(), objects), "the object `s3://b/k` does not exist");

    let more = json!({ "ItemReader": json() });
    let finished = crate::support::run(map(output("1"), more), json!({}), &json!({}));
    assert!(finished.error().1.contains("`--s3 DIR`"), "{:?}", finished.error());
}

#[test]
fn a_selector_sees_each_item_and_where_it_is_from() {
    let selector = json!({ "ItemSelector": {
        "item": "{% $states.context.Map.Item %}", "all": "{% $count($keys($states.input)) %}"
    } });
    let mut more = selector;
    more["Items"] = json!("{% $states.input.items %}");
    let finished = run(map(output("$states.input"), more.clone()), json!({ "items": ["x"] }));
    let item = json!({ "Index": 0, "Value": "x", "Source": "STATE_DATA" });
    assert_eq!(finished.output(), json!([{ "item": item, "all": 1 }]));

    let finished =
        run(map(output("$states.input"), more.clone()), json!({ "items": { "k": "v" } }));
    let item = json!({ "Index": 0, "Value": "v", "Key": "k", "Source": "STATE_DATA" });
    assert_eq!(finished.output()[0]["item"], item);

    more.as_object_mut().unwrap().remove("Items");
    more["ItemReader"] = object("k", json!({ "InputType": "JSON" }));
    let objects = Arc::new(MemoryObjects::new().with("b", "k", "[7]"));
    let finished = run_with(map(output("$states.input"), more), json!({}), json!({}), objects);
    let item = json!({ "Index": 0, "Value": 7, "Source": "S3://b/k" });
    assert_eq!(finished.output()[0]["item"], item);
}

#[test]
fn members_of_an_object_are_pairs() {
    let more = json!({ "Items": { "a": 1, "b": [2] } });
    let finished = run(map(output("$states.input"), more), json!({}));
    assert_eq!(
        finished.output(),
        json!([{ "Key": "a", "Value": 1 }, { "Key": "b", "Value": [2] }])
    );
    let finished = run(map(output("1"), json!({})), json!({ "a": 1 }));
    assert_eq!(finished.error().0, "States.QueryEvaluationError");
}

#[test]
fn a_selector_that_fails_fails_the_run() {
    let more = json!({ "ItemSelector": "{% $states.context.Map.Item.Value.none %}" });
    let finished = run(map(output("1"), more), json!([{}]));
    assert_eq!(finished.error().0, "States.QueryEvaluationError");
    assert_eq!(
        finished.events()[3..],
        [
            "4<3 MapRunStarted",
            "5<4 EvaluationFailed",
            "6<5 MapRunFailed",
            "7<6 MapStateFailed",
            "8<7 ExecutionFailed"
        ]
    );
}

#[test]
fn a_batch_is_the_input_of_one_child() {
    let more = json!({
        "ItemSelector": { "n": "{% $states.context.Map.Item.Value %}" },
        "ItemBatcher": {
            "MaxItemsPerBatch": "{% $states.input[1] %}", "BatchInput": { "all": "{% $count($states.input) %}" }
        }
    });
    let finished = run(map(output("$states.input"), more), json!([1, 2, 3]));
    assert_eq!(
        finished.output(),
        json!([
            { "BatchInput": { "all": 3 }, "Items": [{ "n": 1 }, { "n": 2 }] },
            { "BatchInput": { "all": 3 }, "Items": [{ "n": 3 }] }
        ])
    );
    let bytes = json!({ "ItemBatcher": { "MaxInputBytesPerBatch": 16 } });
    let finished = run(map(output("$states.input.Items"), bytes), json!([1, 2, 3]));
    assert_eq!(finished.output(), json!([[1, 2], [3]]));
}

#[test]
fn an_input_that_is_too_large_fails_its_child() {
    let more = json!({
        "ItemReader": object("k", json!({ "InputType": "JSONL" })), "ToleratedFailurePercentage": 50
    });
    let large = format!("\"{}\"\n\"small\"\n", "x".repeat(262_144));
    let objects = Arc::new(MemoryObjects::new().with("b", "k", large));
    let definition = map(output("'done'"), json!(more));
    let finished = run_with(definition, json!({}), json!({}), objects);
    // What failed is described with its input, which is more than a state may carry.
    assert_eq!(finished.error().0, "States.DataLimitExceeded");
}

#[test]
fn what_no_reader_can_be_is_reported_before_the_run() {
    let problem = |more: Value| compile(map(output("1"), more)).unwrap_err().join("\n");
    let reader = |config: Value| json!({ "ItemReader": object("k", config) });
    if !cfg!(feature = "parquet") {
        assert!(problem(reader(json!({ "InputType": "PARQUET" }))).contains("not supported yet"));
    }
    assert!(problem(reader(json!({ "InputType": "XML" }))).contains("`XML`"));
    assert!(problem(reader(json!({ "InputType": "CSV" }))).contains("`CSVHeaderLocation`"));
    assert!(problem(reader(json!({ "InputType": "${Type}" }))).contains("has no value"));
    let writer = json!({ "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject" } });
    assert!(problem(writer).contains("`Arguments`"));
    let mut inline = map(output("1"), json!({ "ItemReader": object("k", json!({})) }));
    inline["States"]["S"]["ItemProcessor"]["ProcessorConfig"] = json!({ "Mode": "INLINE" });
    assert!(compile(inline).unwrap_err()[0].contains("DISTRIBUTED"));
}
