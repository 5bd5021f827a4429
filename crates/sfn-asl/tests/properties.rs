//! What holds for every definition, and for every text.

#[path = "support/models.rs"]
mod models;
#[path = "support/mod.rs"]
mod support;

use proptest::prelude::*;
use sfn_asl::{Reading, WorkflowType, check, read, write};

/// Reads in both syntaxes and checks; that nothing panics is the point.
fn exercise(text: &str) {
    for reading in [read::json(text), read::yaml(text)] {
        exercise_reading(&reading);
    }
}

fn exercise_reading(reading: &Reading) {
    let findings = reading.check(WorkflowType::Express);
    assert!(reading.machine.is_some() || !findings.is_empty());
    for finding in &findings {
        let line = finding.to_string();
        assert!(!line.is_empty());
        assert!(finding.position <= finding.end);
    }
    if let Some(machine) = &reading.machine {
        let written = write::to_string(machine);
        assert!(read::json(&written).machine.is_some());
        let _ = check(machine, WorkflowType::Standard, None);
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_as_it_was(machine in models::machine()) {
        let text = write::to_string(&machine);
        let reading = read::json(&text);
        prop_assert_eq!(reading.machine.as_ref(), Some(&machine), "{}", text);
        let compact = write::to_compact_string(&machine);
        prop_assert_eq!(read::json(&compact).machine, Some(machine.clone()));
        prop_assert_eq!(read::value(&write::to_value(&machine)).machine, Some(machine.clone()));
        prop_assert_eq!(write::to_string(reading.machine.as_ref().unwrap()), text);
    }

    #[test]
    fn every_finding_stands_in_the_text(machine in models::machine()) {
        let text = write::to_string(&machine);
        let lines: Vec<_> = text.lines().collect();
        for finding in read::json(&text).check(WorkflowType::Express) {
            let position = finding.position.expect("a position");
            let line = lines[position.line as usize - 1];
            prop_assert!((position.column as usize) <= line.chars().count(), "{}", finding);
        }
    }

    #[test]
    fn findings_are_the_same_each_time_and_without_positions(machine in models::machine()) {
        let once = check(&machine, WorkflowType::Standard, None);
        prop_assert_eq!(&once, &check(&machine, WorkflowType::Standard, None));
        prop_assert!(once.is_sorted_by_key(|finding| finding.location.clone()));
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[\\[\\]{}\",:0-9eE+\\-. \\\\utrfalsn\n#&*<!|>~]*") {
        exercise(&text);
    }

    #[test]
    fn no_value_panics(value in models::near_definition()) {
        exercise(&value.to_string());
        exercise_reading(&read::value(&value));
    }

    #[test]
    fn no_damaged_definition_panics(
        line in 0_usize..405, at in 0.0..1.0_f64, length in 0_usize..40, insert in "[\\[\\]{}\",:a0&*!<>|#\n -]{0,4}"
    ) {
        let Some(lines) = support::cached("corpus/asl/valid.jsonl") else { return Ok(()) };
        let definition = &lines[line % lines.len()]["definition"];
        let mut characters: Vec<char> = serde_json::to_string_pretty(definition).unwrap().chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "a place in a short text")]
        let start = (at * characters.len() as f64) as usize;
        let end = (start + length).min(characters.len());
        characters.splice(start..end, insert.chars());
        exercise(&characters.into_iter().collect::<String>());
    }
}

#[test]
fn deep_nesting_is_a_finding() {
    for open in ["[", "{\"a\":", "{\"States\":{\"A\":{\"Type\":\"Map\",\"ItemProcessor\":"] {
        exercise(&open.repeat(100_000));
    }
    exercise(&"a: &a [".repeat(10_000));
    exercise(&"- ".repeat(10_000));
    exercise(&"? ".repeat(10_000));
}

#[test]
fn the_deepest_machine_that_is_read_can_be_checked_and_written() {
    let open = r#"{"StartAt":"A","States":{"A":{"Type":"Map","End":true,"ItemProcessor":"#;
    let levels = read::MAX_DEPTH / 4;
    let text = format!("{}{{}}{}", open.repeat(levels), "}}}".repeat(levels));
    let reading = read::json(&text);
    assert_eq!(reading.machine.as_ref().unwrap().walk().count(), levels);
    exercise_reading(&reading);
}
