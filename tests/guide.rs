//! The chapter "What you can write": made of workflows that compile, and of the definitions that they make.
//!
//! After looking at the difference, bless it: `UPDATE=1 cargo test -p sfn-tests --test guide`.

#![allow(clippy::unused_async, reason = "some examples await nothing")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "the examples are written for their reader"
)]

use std::{fmt::Write as _, fs, path::PathBuf};

use sfn_local::Definition;

#[path = "guide/at_once.rs"]
mod at_once;
#[path = "guide/calls.rs"]
mod calls;
#[path = "guide/control.rs"]
mod control;
#[path = "guide/services.rs"]
mod services;
#[path = "guide/shared.rs"]
mod shared;
#[path = "guide/values.rs"]
mod values;
#[path = "guide/world.rs"]
mod world;

const INTRODUCTION: &str = "\
Each example is a workflow that compiles, and the `States` of the definition that `#[workflow]` makes of it. What has \
no exact counterpart in Step Functions does not compile, and the message says what to write instead.

The examples share these types, tasks and a step:
";

/// A section: its source, and a definition for each of its workflows in their order.
struct Section {
    source: &'static str,
    definitions: Vec<Definition>,
}

macro_rules! section {
    ($module:ident: $($workflow:ident)*) => {
        Section {
            source: include_str!(concat!("guide/", stringify!($module), ".rs")),
            definitions: vec![$($module::$workflow::definition()),*],
        }
    };
}

fn sections() -> Vec<Section> {
    vec![
        section!(calls: calls caught defaults tried stepped kept callback nested),
        section!(control: choices matches lists loops polls),
        section!(at_once: mapped branches outcomes raced distributed),
        section!(values: structs options chains ordered inlined changed texts integers),
        section!(services: written shipped translated printed),
        section!(world: waits names),
    ]
}

/// The lines that begin with `prefix`, without it.
fn comments(source: &str, prefix: &str) -> String {
    let lines = source.lines().filter_map(|line| line.strip_prefix(prefix));
    lines.fold(String::new(), |text, line| text + line.strip_prefix(' ').unwrap_or(line) + "\n")
}

fn block(text: &mut String, language: &str, code: &str) {
    writeln!(text, "\n```{language}\n{}\n```", code.trim()).unwrap();
}

fn chapter() -> String {
    let mut text = INTRODUCTION.to_owned();
    block(&mut text, "rust,ignore", include_str!("guide/shared.rs"));
    for section in sections() {
        writeln!(text, "\n{}", comments(section.source, "//!").trim()).unwrap();
        // Each piece begins with what stands between two workflows, the comment of the second at its end.
        let pieces: Vec<&str> = section.source.split("#[workflow]\n").collect();
        assert_eq!(pieces.len(), section.definitions.len() + 1, "every workflow is listed");
        for (pair, definition) in pieces.windows(2).zip(&section.definitions) {
            let [before, code] = pair else { continue };
            let end = code.find("\n}\n").map_or(code.len(), |end| end + 2);
            writeln!(text, "\n{}", comments(before, "///").trim()).unwrap();
            let function = code.get(..end).unwrap_or_default();
            block(&mut text, "rust,ignore", &format!("#[workflow]\n{function}"));
            let machine = sfn_asl::write::to_value(&definition.machine);
            let states = serde_json::to_string_pretty(machine.get("States").unwrap()).unwrap();
            block(&mut text, "json", &states);
        }
    }
    text
}

#[test]
fn the_chapter_says_what_the_examples_make() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sfn-dsl/src/what_you_can_write.md");
    let actual = chapter();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs; it should be\n{actual}", path.display());
}

/// No error and no warning in what the chapter shows.
#[test]
fn the_examples_are_clean() {
    for definition in sections().into_iter().flat_map(|section| section.definitions) {
        let mut found = sfn_asl::check(&definition.machine, definition.workflow_type, None);
        found.retain(|finding| finding.severity != sfn_asl::Severity::Hint);
        assert!(found.is_empty(), "{}: {found:#?}", definition.name);
    }
}
