//! `check`: every mistake that can be found without asking AWS.

use serde_json::{Value, json};
use sfn_asl::{Diagnostic, Severity};
use sfn_iam::{PolicyContext, synthesize};

use super::{
    cli::CheckArgs,
    source::{Source, each},
};
use crate::{
    Exit,
    console::{Console, Tone},
    error::Result,
    prepare::{pretty, with_permissions},
    render::{counts, findings_text},
};

pub(super) fn run(args: &CheckArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    let mut all = Vec::new();
    let exit = each(&args.files.files, console, |source, console| {
        let found = findings(source, args);
        let worst = if args.deny_warnings { Severity::Warning } else { Severity::Error };
        let failed = found.iter().any(|diagnostic| diagnostic.severity <= worst);
        if json {
            all.extend(found.iter().map(|diagnostic| as_json(source, diagnostic)));
        } else if !found.is_empty() {
            let findings: Vec<_> =
                found.iter().map(|diagnostic| source.finding(diagnostic)).collect();
            console.data(&findings_text(&findings, console.data_paint()).join("\n"))?;
        }
        let tone = if failed { Tone::Bad } else { Tone::Good };
        let counts = counts(found.iter().map(|diagnostic| diagnostic.severity));
        let counts = console.paint().apply(tone, &counts);
        console.say(&format!("{}: {counts}", source.name));
        Ok(if failed { Exit::Failed } else { Exit::Ok })
    })?;
    if json {
        console.data(&pretty(&Value::Array(all)))?;
    }
    Ok(exit)
}

/// What the rules say of the definition, and what its permissions could not be exact about.
fn findings(source: &Source, args: &CheckArgs) -> Vec<Diagnostic> {
    let workflow_type = args.files.workflow_type.into();
    let mut found = source.reading.check(workflow_type);
    let is_sound = found.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    if let (Some(machine), true) = (&source.reading.machine, is_sound) {
        let mut context = PolicyContext::new(&source.stem);
        context.workflow_type = workflow_type;
        let permissions = synthesize(machine, &context).diagnostics;
        let permissions = permissions.into_iter().map(|diagnostic| source.placed(diagnostic));
        found = with_permissions(found, permissions.collect());
    }
    found
}

fn as_json(source: &Source, diagnostic: &Diagnostic) -> Value {
    json!({
        "file": source.name,
        "line": diagnostic.position.map(|position| position.line),
        "column": diagnostic.position.map(|position| position.column),
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code,
        "rule": diagnostic.rule,
        "location": diagnostic.location.as_ref().map(ToString::to_string),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": source.finding(diagnostic).related,
    })
}
