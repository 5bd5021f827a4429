//! Where function and definition differ: a test for each rule of the README's list that the compiler cannot hold.

use std::{collections::BTreeMap, panic};

use serde_json::{Value, json};
use sfn_dsl::{
    prelude::*,
    testing::{Answers, RunError, assert_equivalent},
};
use sfn_local::{Definition, Outcome};

use crate::support::{Any, Failure, check};

/// What the definition gives, or the name of its error.
#[track_caller]
fn interpreted(definition: &Definition, input: Value) -> Result<Value, String> {
    match Answers::new().run_definition(definition, input).unwrap().outcome {
        Outcome::Succeeded(output) => Ok(output.value().clone()),
        Outcome::Failed(error) | Outcome::TimedOut(error) | Outcome::Aborted(error) => {
            Err(error.error.as_deref().unwrap_or_default().to_owned())
        }
    }
}

#[workflow]
async fn plus_one(number: i32) -> Result<i32, Failure> {
    Ok(number + 1)
}

#[test]
fn integer_overflow() {
    let native = panic::catch_unwind(|| Answers::new().run(plus_one(i32::MAX)).result);
    assert!(native.is_err(), "{native:?}");
    let output = interpreted(&plus_one::definition(), json!({ "number": i32::MAX }));
    assert_eq!(output, Ok(json!(2_147_483_648_u32)));
}

#[workflow]
async fn quotient(dividend: i32, divisor: i32) -> Result<i32, Failure> {
    Ok(dividend / divisor)
}

#[test]
fn division_by_zero() {
    let native = panic::catch_unwind(|| Answers::new().run(quotient(1, 0)).result);
    assert!(native.is_err(), "{native:?}");
    let output = interpreted(&quotient::definition(), json!({ "dividend": 1, "divisor": 0 }));
    assert_eq!(output, Err("States.QueryEvaluationError".to_owned()));
}

#[workflow]
async fn float_quotient(dividend: f64, divisor: f64) -> Result<f64, Failure> {
    Ok(dividend / divisor)
}

#[test]
fn infinite_float() {
    let native = Answers::new().run(float_quotient(1.0, 0.0)).result;
    assert_eq!(native, Ok(f64::INFINITY));
    let output = interpreted(&float_quotient::definition(), json!({ "dividend": 1, "divisor": 0 }));
    assert_eq!(output, Err("States.QueryEvaluationError".to_owned()));
}

#[workflow]
async fn pass_on(number: u64) -> Result<Vec<u64>, Failure> {
    Ok(vec![number])
}

#[test]
fn wide_integer() {
    assert_equivalent(|| pass_on((1 << 53) - 1), &Answers::new());
    let number: u64 = (1 << 53) + 1;
    assert_eq!(Answers::new().run(pass_on(number)).result, Ok(vec![number]));
    let output = interpreted(&pass_on::definition(), json!({ "number": number }));
    assert_eq!(output.map(|output| output[0].as_f64()), Ok(Some(9_007_199_254_740_992.0)));
}

#[workflow]
async fn inner_option(option: Option<Option<i32>>) -> Result<String, Failure> {
    Ok(match option {
        None => "nothing".to_owned(),
        Some(None) => "nothing inside".to_owned(),
        Some(Some(number)) => format!("{number}"),
    })
}

#[test]
fn option_in_option() {
    assert_equivalent(|| inner_option(Some(Some(1))), &Answers::new());
    assert_equivalent(|| inner_option(None), &Answers::new());
    let native = Answers::new().run(inner_option(Some(None))).result;
    assert_eq!(native, Ok("nothing inside".to_owned()));
    let output = interpreted(&inner_option::definition(), json!({ "option": null }));
    assert_eq!(output, Ok(json!("nothing")));
}

#[workflow]
async fn caught(number: i32) -> Result<i32, Failure> {
    match check(number).await {
        Ok(value) => Ok(value),
        Err(_) => Ok(-1),
    }
}

#[test]
fn untyped_error() {
    let answers = Answers::new().fail_first(9, check, "Lambda.Unknown");
    let run = answers.run(caught(1));
    let Err(RunError::Ended(failure)) = run.result else { panic!("{:?}", run.result) };
    assert_eq!(failure.error, "Lambda.Unknown");
    assert_equivalent(|| caught(1), &answers);
}

#[workflow(timeout_seconds = 60)]
async fn slow(number: i32) -> Result<i32, Failure> {
    sfn::sleep(sfn::minutes(2)).await;
    Ok(number)
}

#[test]
fn workflow_time_limit() {
    assert_eq!(Answers::new().run(slow(1)).result, Ok(1));
    let output = interpreted(&slow::definition(), json!({ "number": 1 }));
    assert_eq!(output, Err("States.Timeout".to_owned()));
}

#[workflow]
async fn chance(number: i32) -> Result<(i32, f64, String), Failure> {
    Ok((number, sfn::random(), sfn::uuid()))
}

#[test]
fn random_value() {
    let native = Answers::new().run(chance(1)).result.unwrap();
    let output = interpreted(&chance::definition(), json!({ "number": 1 })).unwrap();
    assert_ne!(output, json!(native));
    assert_eq!(output[0], native.0);
}

#[workflow]
async fn enlarged(text: String, times: i32) -> Result<String, Any> {
    let mut long = text;
    for _ in 0..times {
        long = format!("{long}{long}");
    }
    Ok(long)
}

#[test]
fn size_of_a_value() {
    assert_equivalent(|| enlarged("ab".to_owned(), 3), &Answers::new());
    let native = Answers::new().run(enlarged("ab".to_owned(), 18)).result;
    assert_eq!(native.map(|text| text.len()), Ok(2 << 18));
    let output = interpreted(&enlarged::definition(), json!({ "text": "ab", "times": 18 }));
    assert!(output.is_err(), "{output:?}");
}

#[workflow]
async fn in_order(texts: Vec<String>) -> Result<Vec<String>, Failure> {
    let mut sorted = texts;
    sorted.sort();
    Ok(sorted)
}

#[test]
fn text_order() {
    assert_equivalent(|| in_order(["ﬀ", "z", "é", "a"].map(str::to_owned).into()), &Answers::new());
    let texts = ["\u{ffff}", "\u{10000}"];
    let native = Answers::new().run(in_order(texts.map(str::to_owned).into())).result;
    assert_eq!(native, Ok(texts.map(str::to_owned).into()));
    let output = interpreted(&in_order::definition(), json!({ "texts": texts }));
    assert_eq!(output, Ok(json!(["\u{10000}", "\u{ffff}"])));
}

#[workflow]
async fn zeros_in_order(zeros: Vec<f64>) -> Result<Vec<f64>, Failure> {
    let mut sorted = zeros;
    sorted.sort_by(|a, b| a.total_cmp(b));
    Ok(sorted)
}

#[test]
fn negative_zero() {
    let native = Answers::new().run(zeros_in_order(vec![0.0, -0.0])).result.unwrap();
    assert!(native[0].is_sign_negative() && native[1].is_sign_positive(), "{native:?}");
    let output =
        interpreted(&zeros_in_order::definition(), json!({ "zeros": [0.0, -0.0] })).unwrap();
    assert!(!output[0].as_f64().unwrap().is_sign_negative(), "{output}");
}

#[workflow]
async fn total(prices: Vec<f64>) -> Result<String, Failure> {
    Ok(format!("total {:.1}", prices.iter().sum::<f64>()))
}

#[test]
fn negative_zero_in_a_text() {
    assert_equivalent(|| total(vec![1.25, -2.0]), &Answers::new());
    assert_eq!(Answers::new().run(total(vec![])).result, Ok("total -0.0".to_owned()));
    let output = interpreted(&total::definition(), json!({ "prices": [] }));
    assert_eq!(output, Ok(json!("total 0.0")));
}

#[workflow]
async fn printed(number: f64) -> Result<(String, String), Failure> {
    Ok((format!("{number:.2}"), format!("{number:.0}")))
}

#[test]
fn float_digits() {
    for number in [0.125, -1234.565, 9_007_199_254_740.5] {
        assert_equivalent(|| printed(number), &Answers::new());
    }
    let both = |number: f64| {
        let native = Answers::new().run(printed(number)).result.unwrap();
        let output = interpreted(&printed::definition(), json!({ "number": number })).unwrap();
        (native, output)
    };
    let (native, output) = both(96_051_668_851_050.19);
    assert_eq!((&*native.0, &output[0]), ("96051668851050.19", &json!("96051668851050.20")));
    let (native, output) = both(1.1e21);
    assert_eq!((&*native.1, &output[1]), ("1100000000000000000000", &json!("1.1e+21")));
}

#[workflow]
async fn encoded(text: String) -> Result<String, Failure> {
    Ok(sfn::base64(text))
}

#[test]
fn base64_beyond_ascii() {
    assert_equivalent(|| encoded("a{\u{7f}}=\n".to_owned()), &Answers::new());
    assert_eq!(Answers::new().run(encoded("é".to_owned())).result, Ok("w6k=".to_owned()));
    let output = interpreted(&encoded::definition(), json!({ "text": "é" }));
    assert_eq!(output, Ok(json!("6Q==")));
}

#[workflow]
async fn keys(table: BTreeMap<String, i32>) -> Result<Vec<String>, Failure> {
    Ok(table.keys().cloned().collect())
}

#[test]
fn order_of_keys() {
    let table = || BTreeMap::from([("b".to_owned(), 1), ("a".to_owned(), 2), ("é".to_owned(), 3)]);
    assert_equivalent(|| keys(table()), &Answers::new());
}

/// The README names the rules that have a test here, and the cases of what is refused.
#[test]
fn the_readme_has_these_rules() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let readme = std::fs::read_to_string(format!("{root}/README.md")).unwrap();
    let tests =
        std::fs::read_to_string(format!("{root}/tests/equivalence/differences.rs")).unwrap();
    let section = readme.split("### Where the two differ").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut rules = 0;
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let cases: Vec<_> = quoted.iter().filter(|name| name.contains('/')).collect();
        for case in &cases {
            let case = format!("{root}/tests/ui/{case}.rs");
            assert!(std::fs::exists(&case).unwrap(), "{case}");
        }
        let test = format!("#[test]\nfn {}()", quoted[0].replace('-', "_"));
        assert!(!cases.is_empty() || tests.contains(&test), "{row}");
        rules += 1;
    }
    assert!(rules > 15, "{rules}");
}
