//! `check`: every mistake that can be found without asking AWS.

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
    permissions::Permissions,
    prepare::{pretty, with_permissions},
    render::{counts, findings_json, findings_text},
};

pub(super) fn run(args: &CheckArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    let mut all = Vec::new();
    let permissions = Permissions::read(args.files.permissions.as_deref(), console)?;
    let exit = each(&args.files.paths, console, |source, console| {
        let found = findings(source, args, &permissions)?;
        let worst = if args.deny_warnings { Severity::Warning } else { Severity::Error };
        let failed = found.iter().any(|diagnostic| diagnostic.severity <= worst);
        let findings: Vec<_> = found.iter().map(|diagnostic| source.finding(diagnostic)).collect();
        if json {
            all.extend(findings);
        } else if !findings.is_empty() {
            console.data(&findings_text(&findings, console.data_paint()).join("\n"))?;
        }
        let tone = if failed { Tone::Bad } else { Tone::Good };
        let counts = counts(found.iter().map(|diagnostic| diagnostic.severity));
        let counts = console.paint().apply(tone, &counts);
        console.say(&format!("{}: {counts}", source.name));
        Ok(if failed { Exit::Failed } else { Exit::Ok })
    })?;
    if json {
        console.data(&pretty(&findings_json(&all)))?;
    }
    Ok(exit)
}

/// What the rules say of the definition, and what its permissions could not be exact about.
fn findings(
    source: &Source,
    args: &CheckArgs,
    permissions: &Permissions,
) -> Result<Vec<Diagnostic>> {
    let workflow_type = args.files.workflow_type.into();
    let mut found = source.findings(workflow_type);
    let is_sound = found.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    if let (Some(machine), true) = (&source.reading.machine, is_sound) {
        let mut context = PolicyContext::new(&source.stem);
        context.workflow_type = workflow_type;
        permissions.of(&source.stem, machine)?.apply(&mut context, |_| ());
        let permissions = synthesize(machine, &context).diagnostics;
        let permissions = permissions.into_iter().map(|diagnostic| source.placed(diagnostic));
        found = with_permissions(found, permissions.collect());
    }
    Ok(found)
}
