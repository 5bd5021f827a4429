//! The dialect, path by path, and properties.

use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Documents, Path, ReferencePath, Root};
use crate::jsonata::Tree;

fn store() -> Value {
    json!({
        "detail-type": "Order Placed",
        "two words": 2,
        "nothing": null,
        "n": [0, 1, 2, 3, 4],
        "books": [
            { "title": "A", "price": 8.5, "tags": ["x", "y"], "isbn": "0-1" },
            { "title": "B", "price": 12, "tags": [] },
            { "title": "C", "price": 22.5, "tags": ["y"], "isbn": null }
        ],
        "by": { "a": { "v": 1 }, "b": { "v": 2 } },
        "limit": 10
    })
}

fn select(path: &str) -> Result<Value, String> {
    let path = Path::parse(path).map_err(|error| error.to_string())?;
    path.select_in(&store()).map(Cow::into_owned).map_err(|error| error.to_string())
}

#[track_caller]
fn gives(path: &str, expected: Value) {
    assert_eq!(select(path), Ok(expected), "{path}");
}

#[track_caller]
fn fails(path: &str, expected: &str) {
    assert_eq!(select(path).unwrap_err(), expected, "{path}");
}

#[test]
fn a_definite_path_gives_the_value() {
    gives("$", store());
    gives("$.limit", json!(10));
    gives("$.nothing", json!(null));
    gives("$.books[0].tags", json!(["x", "y"]));
    gives("$.books[(@.length-1)].title", json!("C"));
    gives("$.books[( @.size() - 3 )].title", json!("A"));
    gives("$['by']['a'].v", json!(1));
    gives("$[\"by\"].b", json!({ "v": 2 }));
    gives("$.by['a', 'none']", json!({ "a": { "v": 1 } }));
}

#[test]
fn names_take_dashes_and_a_dot_may_stand_before_a_bracket() {
    gives("$.detail-type", json!("Order Placed"));
    gives("$.['two words']", json!(2));
    gives("$.books.[1].title", json!("B"));
    gives("$[ 'limit' ]", json!(10));
    gives(r"$['limi\t']", json!(10));
}

#[test]
fn an_indefinite_path_gives_an_array_of_all() {
    gives("$.books[*].title", json!(["A", "B", "C"]));
    gives("$.by.*.v", json!([1, 2]));
    gives("$.by[*]", json!([{ "v": 1 }, { "v": 2 }]));
    gives("$.books[0,2].title", json!(["A", "C"]));
    gives("$.by['a','b'].v", json!([1, 2]));
    gives(
        "$.books[*]['title','isbn']",
        json!([{ "title": "A", "isbn": "0-1" }, { "title": "B" }, { "title": "C", "isbn": null }]),
    );
    gives("$..v", json!([1, 2]));
    gives("$..tags[0]", json!(["x", "y"]));
    gives("$..books[1:].title", json!(["B", "C"]));
    gives("$.books[?(@.price > 100)]", json!([]));
}

#[test]
fn an_indefinite_path_that_leads_nowhere_gives_an_empty_array() {
    for path in [
        "$.none[*]",
        "$.none.more[1:5].x",
        "$.limit[*]",
        "$.limit.x[?(@.y)]",
        "$.books[*].none",
        "$..none",
    ] {
        gives(path, json!([]));
    }
}

#[test]
fn slices_are_those_of_jayway() {
    gives("$.n[1:3]", json!([1, 2]));
    gives("$.n[3:]", json!([3, 4]));
    gives("$.n[:2]", json!([0, 1]));
    gives("$.n[-2:]", json!([3, 4]));
    gives("$.n[:-2]", json!([0, 1, 2]));
    gives("$.n[-3:-1]", json!([]));
    gives("$.n[-3:2]", json!([0, 1]));
    gives("$.n[1:100]", json!([1, 2, 3, 4]));
    gives("$.n[7:]", json!([]));
    gives("$.n[-99999999999:-4]", json!([]));
    gives("$.n[1:-1]", json!([]));
}

#[test]
fn filters_compare_and_combine() {
    gives("$.books[?(@.price > 10)].title", json!(["B", "C"]));
    gives("$.books[?(@.price >= 8.5 && @.price <= 12)].title", json!(["A", "B"]));
    gives("$.books[?(@.price < 10 || @.title == 'C')].title", json!(["A", "C"]));
    gives("$.books[?(!(@.price < 10))].title", json!(["B", "C"]));
    gives("$.books[?(@.isbn)].title", json!(["A", "C"]));
    gives("$.books[?(!@.isbn)].title", json!(["B"]));
    gives("$.books[?(@.isbn == null)].title", json!(["C"]));
    gives("$.books[?(@.isbn != null)].title", json!(["A", "B"]));
    gives("$.books[?(@.price < $.limit)].title", json!(["A"]));
    gives("$.books[?(@.title == \"A\")].price", json!([8.5]));
    gives("$.books[?(@.price == '12')].title", json!(["B"]));
    gives("$.by[?(@.a.v == 1)]", json!([{ "a": { "v": 1 }, "b": { "v": 2 } }]));
}

#[test]
fn filters_know_jayways_operators() {
    gives("$.books[?(@.title in ['A', 'C'])].title", json!(["A", "C"]));
    gives("$.books[?(@.title nin ['A', 'C'])].title", json!(["B"]));
    gives("$.books[?(@.title =~ /[a-b]/i)].title", json!(["A", "B"]));
    gives("$.books[?(@.title =~ /[a-b]/)].title", json!([]));
    gives("$.books[?(@.tags contains 'y')].title", json!(["A", "C"]));
    gives("$.books[?(@.isbn contains '-')].title", json!(["A"]));
    gives("$.books[?(@.tags size 2)].title", json!(["A"]));
    gives("$.books[?(@.tags empty true)].title", json!(["B"]));
    gives("$.books[?(@.tags subsetof ['x', 'y', 'z'])].title", json!(["A", "B", "C"]));
    gives("$.books[?(@.tags anyof ['x'])].title", json!(["A"]));
    gives("$.books[?(@.tags noneof ['x'])].title", json!(["B", "C"]));
}

#[test]
fn a_text_behind_an_operator_needs_no_quotes() {
    // As executions on AWS take it (nibble-4bits/aws-local-stepfunctions#79).
    gives("$.books[?(@.title == A)].title", json!(["A"]));
    gives("$.books[?(@.title==A||@.title == C )].title", json!(["A", "C"]));
    gives("$.books[?(@.title != A && @.price > 20)].title", json!(["C"]));
    gives("$.books[?(@.isbn == 0-1)].title", json!(["A"]));
}

#[test]
fn what_aws_does_not_have_leads_nowhere() {
    // As recorded on AWS: `$.list.length()`, `$.Jobs.sum()` and `$.array[-1].name` are not found.
    fails("$.books.length()", "Property ['length()'] not found in path $['books']");
    fails("$.by.keys()", "No results for path: $['by']['keys()']");
    fails("$.books[-1].title", "No results for path: $['books'][-1]['title']");
    gives("$.books[0,-1].title", json!(["A"]));
    fails("$.books[(@.length-9)]", "No results for path: $['books'][@.size()-9]");
    // The Developer Guide: `@` matches objects only.
    gives("$.n[?(@ > 2)]", json!([]));
    gives("$.n[?(!(@ > 2))]", json!([]));
}

#[test]
fn what_is_missing_is_named_as_aws_names_it() {
    fails("$.none", "No results for path: $['none']");
    fails("$.by.none", "No results for path: $['by']['none']");
    fails("$.none.such.path", "Missing property in path $['none']");
    fails("$.by.a.none.x", "Missing property in path $['by']['a']['none']");
    fails("$.n[9]", "No results for path: $['n'][9]");
    fails("$.limit[0]", "Filter: [0] can only be applied to arrays. Current context is: 10");
    fails("$.detail-type.x", "Property ['x'] not found in path $['detail-type']");
    fails("$.nothing.x", "Property ['x'] not found in path $['nothing']");
}

struct State(Value);

impl Documents for State {
    fn input(&self) -> &Value {
        &self.0
    }

    fn context(&self) -> Tree<'_> {
        Tree::Object(vec![
            (
                "Execution",
                Tree::Object(vec![("Input", Tree::Value(&self.0)), ("Name", "run".into())]),
            ),
            ("Count", Tree::Number(3)),
        ])
    }

    fn variable(&self, name: &str) -> Option<&Value> {
        (name == "order_1").then_some(&self.0)
    }
}

#[test]
fn the_context_object_and_variables_are_roots() {
    let state = State(store());
    let select = |path: &str| {
        let path = Path::parse(path).unwrap();
        path.select(&state).map(Cow::into_owned).map_err(|error| error.to_string())
    };
    assert_eq!(select("$$.Execution.Name"), Ok(json!("run")));
    assert_eq!(select("$$.Execution.Input.by.a"), Ok(json!({ "v": 1 })));
    assert_eq!(select("$$.Execution['Input'].books[?(@.price > 20)].title"), Ok(json!(["C"])));
    assert_eq!(select("$$.Count"), Ok(json!(3)));
    assert_eq!(select("$$").unwrap()["Execution"]["Name"], json!("run"));
    assert_eq!(select("$$.None.x").unwrap_err(), "Missing property in path $['None']");
    assert_eq!(
        select("$$.Execution.None").unwrap_err(),
        "No results for path: $['Execution']['None']"
    );
    assert_eq!(select("$$.None[*]"), Ok(json!([])));
    assert_eq!(select("$order_1.limit"), Ok(json!(10)));
    assert_eq!(select("$order_1"), Ok(store()));
    assert_eq!(select("$other").unwrap_err(), "the variable 'other' has no value");
    assert_eq!(Path::parse("$order_1[0]").unwrap().root(), &Root::Variable("order_1".into()));
}

#[test]
fn what_is_no_path_is_refused_where_it_is_wrong() {
    let error = |path: &str| {
        let error = Path::parse(path).unwrap_err();
        (error.message, error.span)
    };
    assert_eq!(error("order"), ("a path begins with `$`".into(), 0..1));
    assert_eq!(error("$.a..").1, 5..5);
    assert_eq!(error("$.a b"), ("expected `.` or `[`, but found `b`".into(), 4..5));
    assert_eq!(
        error("$.a["),
        (
            "expected an index, a name in quotes, `*`, or `?(` for a filter, but the text ends"
                .into(),
            4..4
        )
    );
    assert_eq!(error("$['a"), ("the quotes are not closed".into(), 2..4));
    assert_eq!(error("$[?(@.a =)]"), ("expected `)`, but found `=`".into(), 8..9));
    assert!(error("$.a[(@.first)]").0.starts_with("expected the distance from the end"));
    assert!(error("$[?(@.a =~ /(/)]").0.starts_with("not a regular expression"));
    assert!(error(&format!("$[?{}", "(".repeat(10_000))).0.contains("nested 32 deep"));
    assert!(error(&format!("$[?({}", "!".repeat(10_000))).0.contains("nested 32 deep"));
    assert!(error(&format!("$[?(@ in {}", "[".repeat(10_000))).0.contains("nested 32 deep"));
    assert!(error(&format!("${}", "[?(@".repeat(10_000))).0.contains("nested 32 deep"));
}

#[test]
fn filters_in_filters_come_to_an_end() {
    let many = json!((0..3_000).map(|n| json!({ "n": n })).collect::<Vec<_>>());
    let path = Path::parse("$[?($[?($[?(@.n > 5000)] empty false)] empty false)]").unwrap();
    let error = path.select_in(&many).unwrap_err();
    assert_eq!(error.to_string(), "the path looks at more than 5000000 values");
}

#[test]
fn a_reference_path_writes() {
    let write = |path: &str, into: Value| {
        let path = ReferencePath::parse(path).unwrap();
        path.write(into, json!("r")).map_err(|error| error.to_string())
    };
    assert_eq!(write("$", json!({ "a": 1 })), Ok(json!("r")));
    assert_eq!(write("$.b", json!({ "a": 1 })), Ok(json!({ "a": 1, "b": "r" })));
    assert_eq!(write("$.a.b.c", json!({})), Ok(json!({ "a": { "b": { "c": "r" } } })));
    assert_eq!(write("$['a'][1]", json!({ "a": [1, 2] })), Ok(json!({ "a": [1, "r"] })));
    assert_eq!(
        write("$.name", json!("input1")).unwrap_err(),
        "Unable to apply ReferencePath $.name to input \"input1\""
    );
    assert_eq!(
        write("$.x", json!([1, 2])).unwrap_err(),
        "Unable to apply step \"x\" to input [1,2]"
    );
    assert_eq!(
        write("$.a[2]", json!({ "a": [1, 2] })).unwrap_err(),
        "Unable to apply step \"2\" to input [1,2]"
    );
    for path in
        ["$.a[*]", "$..a", "$.a[0:1]", "$.a[?(@.b)]", "$['a','b']", "$.a.length()", "$.a[0,1]"]
    {
        assert!(ReferencePath::parse(path).is_err(), "{path}");
    }
}

#[test]
fn a_reference_path_that_leads_nowhere_says_where() {
    let conflict = |path: &str| {
        let path = ReferencePath::parse(path).unwrap();
        path.conflict(&State(json!({ "a": { "b": 1 } }))).to_string()
    };
    assert_eq!(conflict("$order_1.a.c"), "Unable to apply step \"c\" to input {\"b\":1}");
    assert_eq!(conflict("$$.Count.c"), "Unable to apply ReferencePath $$.Count.c to input 3");
    assert_eq!(conflict("$.items"), "Unable to apply step \"items\" to input {\"a\":{\"b\":1}}");
    assert_eq!(conflict("$.a.items"), "Unable to apply step \"items\" to input {\"b\":1}");
    assert_eq!(conflict("$.a.b.c"), "Unable to apply ReferencePath $.a.b.c to input 1");
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-c]", inner, 0..4)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Texts that are paths, or nearly.
fn path_like() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        ".a",
        ".b",
        ".c",
        "..",
        ".*",
        "[*]",
        "[0]",
        "[-1]",
        "[1:]",
        "[:1]",
        "[-2:3]",
        "[0,1]",
        "['a','b']",
        "[\"c\"]",
        "[?(@.a)]",
        "[?(@.b > 1 && !@.c)]",
        "[?(@ in ['a', 1])]",
        "[?(@.a =~ /a+/)]",
        "[?($..a == @)]",
        ".length()",
        "[(@.length-1)]",
        "[?(@.a == word)]",
        ".",
        "[",
        "]",
        "(",
        "'",
        "é",
        " ",
    ]);
    prop::collection::vec(part, 0..7).prop_map(|parts| format!("${}", parts.concat()))
}

proptest! {
    #[test]
    fn any_text_is_a_path_or_an_error_inside_the_text(text in "\\PC*") {
        if let Err(error) = Path::parse(&text) {
            prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
        }
    }

    #[test]
    fn any_path_gives_a_value_or_an_error(path in path_like(), document in json_value()) {
        if let Ok(path) = Path::parse(&path) {
            match path.select_in(&document) {
                Ok(value) => prop_assert!(path.is_definite() || value.is_array()),
                Err(_) => prop_assert!(path.is_definite()),
            }
        }
    }

    #[test]
    fn what_is_written_is_read_back(path in path_like(), document in json_value()) {
        if let Ok(path) = ReferencePath::parse(&path)
            && let Ok(written) = path.write(document, "written".into())
        {
            let read = path.path().select_in(&written).map(Cow::into_owned);
            prop_assert_eq!(read, Ok("written".into()));
        }
    }
}
