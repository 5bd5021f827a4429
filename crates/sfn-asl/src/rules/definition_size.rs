//! How large a definition may be.

use std::io;

use super::{Context, Findings, declare_rule};
use crate::{Location, Severity};

/// The longest definition that the API takes, in characters.
const MAX_CHARACTERS: usize = 1_048_576;

declare_rule! {
    /// ## What it checks
    /// The definition, written without white space, has at most 1,048,576 characters. From 80 % on it is a warning.
    /// ## Why it matters
    /// The API takes no longer ones, and the whole request must stay below 1 MB.
    /// ## Source
    /// API model of `CreateStateMachine`; <https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>
    pub(crate) static DEFINITION_SIZE = {
        code: "SFN075", name: "definition-size", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    let characters = count(context);
    if characters <= MAX_CHARACTERS / 5 * 4 {
        return;
    }
    let message = format!("the definition has {characters} characters, {MAX_CHARACTERS} are allowed");
    let diagnostic = found.report(Location::root(), message);
    diagnostic.help("move parts into workflows of their own and start these");
    if characters <= MAX_CHARACTERS {
        diagnostic.severity(Severity::Warning);
    }
}

fn count(context: &Context<'_>) -> usize {
    struct Counter(usize);

    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Every character has one byte that does not continue another one.
            self.0 += bytes.iter().filter(|&byte| byte & 0xc0 != 0x80).count();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut counter = Counter(0);
    // A counter takes everything.
    let _ = serde_json::to_writer(&mut counter, context.machine);
    counter.0
}
