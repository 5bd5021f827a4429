//! The functions, one by one, and properties.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Call;
use crate::{jsonpath::Document, random::Draws};

fn evaluate(text: &str, input: &Value) -> Result<Value, String> {
    let call = Call::parse(text).map_err(|error| error.to_string())?;
    call.evaluate(&Document(input), &Draws::new(7)).map_err(|error| error.to_string())
}

#[track_caller]
fn gives(text: &str, expected: Value) {
    assert_eq!(evaluate(text, &Value::Null), Ok(expected), "{text}");
}

#[track_caller]
fn is_refused(text: &str) {
    let name = text.split('(').next().unwrap_or_default();
    let message = format!(
        "There was an error while evaluating the intrinsic function: {text}. Invalid arguments in {name}"
    );
    assert_eq!(evaluate(text, &json!({ "list": [1], "text": "a" })), Err(message));
}

#[test]
fn arrays() {
    gives("States.Array()", json!([]));
    gives("States.Array(1, 'a', null, true, States.Array())", json!([1, "a", null, true, []]));
    gives("States.ArrayPartition(States.Array(1, 2, 3), 2)", json!([[1, 2], [3]]));
    gives("States.ArrayPartition(States.Array(), 2)", json!([]));
    gives("States.ArrayContains(States.Array(1, 2), 2)", json!(true));
    gives("States.ArrayContains(States.Array(1, 2), '2')", json!(false));
    gives("States.ArrayGetItem(States.Array(1, 2), 1)", json!(2));
    gives("States.ArrayGetItem(States.Array(1, 2), 0.9)", json!(1));
    gives("States.ArrayGetItem(States.Array(), 999)", json!(null));
    gives("States.ArrayLength(States.Array(1, 2))", json!(2));
    gives("States.ArrayUnique(States.Array(1, 2, 1, 'a', 'a'))", json!([1, 2, "a"]));
    for text in [
        "States.ArrayPartition($.list, 0)",
        "States.ArrayPartition($.list, 0.6)",
        "States.ArrayPartition($.text, 1)",
        "States.ArrayContains($.text, 1)",
        "States.ArrayGetItem($.list, 1)",
        "States.ArrayGetItem($.list, -1)",
        "States.ArrayGetItem($.list, '0')",
        "States.ArrayLength($.text)",
        "States.ArrayUnique($.text)",
    ] {
        is_refused(text);
    }
}

#[test]
fn ranges() {
    gives("States.ArrayRange(1, 9, 2)", json!([1, 3, 5, 7, 9]));
    gives("States.ArrayRange(5, 1, -2)", json!([5, 3, 1]));
    gives("States.ArrayRange(3, 3, 1)", json!([3]));
    gives("States.ArrayRange(5, 1, 1)", json!([]));
    gives("States.ArrayRange(1, 5, -1)", json!([]));
    gives("States.ArrayRange(1.6, 1.4, 1)", json!([1]));
    gives("States.ArrayLength(States.ArrayRange(1, 1000, 1))", json!(1000));
    for text in [
        "States.ArrayRange(1, 1001, 1)",
        "States.ArrayRange(1, 10, 0)",
        "States.ArrayRange(1, 10, 0.49)",
        "States.ArrayRange('a', 5, 1)",
        "States.ArrayRange(-9223372036854775808, 9223372036854775807, 1)",
    ] {
        is_refused(text);
    }
}

#[test]
fn numbers() {
    for (a, b, sum) in
        [(1.5, 1.51, 4), (-1.5, 0.0, -1), (-1.51, 0.0, -2), (-3.5, 0.0, -3), (2.5, 0.0, 3)]
    {
        gives(&format!("States.MathAdd({a}, {b})"), json!(sum));
    }
    gives("States.MathAdd(2147483646, 1)", json!(2_147_483_647));
    is_refused("States.MathAdd(2147483647, 1)");
    is_refused("States.MathAdd(3000000000, 1)");
    is_refused("States.MathAdd('1', 1)");
    let seeded = evaluate("States.MathRandom(1, 100, 42)", &Value::Null);
    assert_eq!(seeded, evaluate("States.MathRandom(1, 100, 42)", &json!({})));
    assert_eq!(seeded, Ok(json!(63)), "as AWS answers");
    assert!(evaluate("States.MathRandom(-2147483648, 2147483647, 1)", &Value::Null).is_ok());
    is_refused("States.MathRandom(1)");
    is_refused("States.MathRandom(1, 1)");
    is_refused("States.MathRandom(10, 5)");
    is_refused("States.MathRandom(1, 10, null)");
}

#[test]
fn texts() {
    gives("States.StringSplit('1+2,3.4', '.+,')", json!(["1", "2", "3", "4"]));
    gives("States.StringSplit(',a,,b,', ',')", json!(["a", "b"]));
    gives("States.StringSplit('', ',')", json!([]));
    gives("States.StringSplit('abc', '')", json!(["abc"]));
    gives("States.Base64Encode('Data to encode')", json!("RGF0YSB0byBlbmNvZGU="));
    gives("States.Base64Decode('RGF0YSB0byBlbmNvZGU')", json!("Data to encode"));
    gives("States.Base64Decode(' YWJjZA== ')", json!("abcd"));
    gives("States.Base64Decode('ab==cd')", json!("i"));
    gives("States.Base64Decode('?')", json!(""));
    gives("States.Hash('input data', 'SHA-1')", json!("aaff4a450a104cd177d28d18d74485e8cae074b7"));
    gives(r#"States.StringToJson('\{"a": [1, -0]\}')"#, json!({ "a": [1, -0.0] }));
    gives("States.StringToJson('-0')", json!(0));
    gives("States.StringToJson('')", json!(null));
    assert!(evaluate("States.StringToJson('{bad')", &Value::Null).unwrap_err().starts_with(
        "There was an error while evaluating the intrinsic function: States.StringToJson('{bad'). \
         Cannot convert String to Json in States.StringToJson, caused by: "
    ));
    gives("States.JsonToString(States.Array(1, 'a'))", json!("[1,\"a\"]"));
    gives(
        r#"States.JsonMerge(States.StringToJson('{"a":1,"b":2}'), States.StringToJson('{"b":3}'), false)"#,
        json!({ "a": 1, "b": 3 }),
    );
    let uuid = evaluate("States.UUID()", &Value::Null).unwrap();
    assert_eq!(uuid.as_str().map(str::len), Some(36));
    for text in [
        "States.StringSplit(1, ',')",
        "States.Hash('a', 'SHA-2')",
        "States.UUID(1)",
        "States.StringToJson()",
        "States.StringToJson($.list)",
        "States.JsonMerge($, $, true)",
        "States.JsonMerge($, $.list, false)",
    ] {
        is_refused(text);
    }
    let long = json!({ "long": "a".repeat(10_001) });
    assert!(evaluate("States.Base64Encode($.long)", &long).is_err());
}

#[test]
fn templates() {
    gives("States.Format('{} and {}, {}, {}', 'a', 1, null, true)", json!("a and 1, null, true"));
    gives(r"States.Format('\{\} it\'s {}\\', 1)", json!("{} it's 1\\"));
    gives("States.Format('plain')", json!("plain"));
    gives("States.Format(States.Format('\\{\\}{}', 1), 2)", json!("21"));
    assert_eq!(
        evaluate("States.Format($.text, $.n)", &json!({ "text": "n={}", "n": 2 })),
        Ok(json!("n=2"))
    );
    is_refused("States.Format('{}', $.list)");
    is_refused("States.Format($.list)");
    let error = |text: &str, input: Value| evaluate(text, &input).unwrap_err();
    assert_eq!(
        error("States.Format('{} {}', 1)", json!({})),
        "There was an error while evaluating the intrinsic function: States.Format('{} {}', 1). \
         Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."
    );
    assert_eq!(
        error("States.Format($.text, 1)", json!({ "text": "{" })),
        "There was an error while evaluating the intrinsic function: States.Format($.text, 1). \
         Invalid template in States.Format: matching '}' not found for '{'."
    );
}

#[test]
fn an_argument_that_leads_nowhere_is_named_with_the_whole_call() {
    assert_eq!(
        evaluate("States.Array(States.Format('{}', $.nope))", &json!({ "other": 1 })).unwrap_err(),
        "The function 'States.Array(States.Format('{}', $.nope))' had the following error: \
         The JsonPath argument for the field '$.nope' could not be found in the input '{\"other\":1}'"
    );
    assert_eq!(
        evaluate("States.Array($.other[0])", &json!({ "other": 1 })).unwrap_err(),
        "The function 'States.Array($.other[0])' had the following error: \
         Filter: [0] can only be applied to arrays. Current context is: 1"
    );
    assert_eq!(
        evaluate("States.Array($.x[*], $['a, b)'])", &json!({ "a, b)": 1 })),
        Ok(json!([[], 1]))
    );
}

#[test]
fn what_is_no_call_is_refused_where_it_is_wrong() {
    let error = |text: &str| {
        let error = Call::parse(text).unwrap_err();
        (error.message, error.span)
    };
    assert_eq!(
        error("States.Upper($.a)"),
        ("`States.Upper` is no intrinsic function".into(), 0..12)
    );
    assert_eq!(error("States.Array(1 2)"), ("expected `,` or `)`, but found `2`".into(), 15..16));
    assert_eq!(error("States.Array('a)"), ("the quotes are not closed".into(), 13..16));
    assert_eq!(error("States.UUID() x"), ("nothing can follow the call".into(), 14..15));
    assert_eq!(
        error(r#"States.Format('said \"{}\"', 1)"#),
        ("only `'`, `{`, `}` and `\\` can follow a backslash".into(), 20..22)
    );
    let nested = |depth: usize| format!("{}{}", "States.Array(".repeat(depth), ")".repeat(depth));
    assert!(Call::parse(&nested(10)).is_ok());
    assert_eq!(error(&nested(11)).0, "intrinsic functions may be nested 10 deep");
    assert_eq!(error(&nested(100_000)).0, "intrinsic functions may be nested 10 deep");
}

/// Texts that are calls, or nearly.
fn call_like() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "States.Array(",
        "States.Format(",
        "States.MathAdd(",
        "States.ArrayRange(",
        "States.StringSplit(",
        "States.ArrayPartition(",
        "States.MathRandom(",
        "States.StringToJson(",
        "States.UUID(",
        ")",
        ",",
        "'a{}'",
        "'{'",
        r"'\''",
        "1",
        "-1.5",
        "9e99",
        "null",
        "true",
        "$.a",
        "$$.b",
        "$v[0]",
        "é",
        " ",
    ]);
    prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_call_or_an_error_inside_the_text(text in prop_oneof!["\\PC*", call_like()]) {
        match Call::parse(&text) {
            Ok(call) => drop(call.evaluate(&Document(&json!({ "a": [1, "x"] })), &Draws::new(1))),
            Err(error) => prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len()),
        }
    }
}
