//! `iam`: the smallest policies, and why each statement is there.

use serde_json::{Map, Value, json};
use sfn_asl::{Severity, StateMachine};
use sfn_iam::{Feature, PolicyContext, synthesize};

use super::{
    cli::IamArgs,
    source::{Source, each},
};
use crate::{
    Exit,
    console::{Console, Tone},
    error::Result,
    naming::Target,
    permissions::Permissions,
    prepare::pretty,
    render::{explanation, explanation_json, findings_text},
};

pub(super) fn run(args: &IamArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    let mut all = Map::new();
    let several = args.files.paths.len() > 1;
    let permissions = Permissions::read(args.files.permissions.as_deref(), console)?;
    let exit = each(&args.files.paths, console, |source, console| {
        let mut problems = source.findings(args.files.workflow_type.into());
        problems.retain(|diagnostic| diagnostic.severity == Severity::Error);
        let Some(machine) = source.reading.machine.as_ref().filter(|_| problems.is_empty()) else {
            let findings: Vec<_> =
                problems.iter().map(|diagnostic| source.finding(diagnostic)).collect();
            console.say_all(&findings_text(&findings, console.paint()));
            return Ok(Exit::Failed);
        };
        let synthesis = synthesize(machine, &context(args, source, machine, &permissions)?);
        let found = synthesis.diagnostics.iter().cloned();
        let found: Vec<_> =
            found.map(|diagnostic| source.finding(&source.placed(diagnostic))).collect();
        console.say_all(&findings_text(&found, console.paint()));
        if found.iter().any(|finding| DECLARABLE.contains(&finding.code)) {
            let help = format!(
                "declare them in a file, `--permissions FILE`: {{\"{}\": {{\"State\": {{\"Parameter\": [\"arn:…\"]}}}}}}",
                args.name.as_ref().unwrap_or(&source.stem)
            );
            console.say(&console.paint().apply(Tone::Dim, &help));
        }
        let policies: Vec<Value> =
            synthesis.policies.iter().map(sfn_iam::PolicyDocument::to_value).collect();
        if json {
            let mut document = json!({ "policies": policies, "trust": synthesis.trust.to_value() });
            if let (true, Value::Object(members)) = (args.explain, &mut document) {
                members.insert("statements".to_owned(), explanation_json(&synthesis));
            }
            all.insert(source.name.clone(), document);
        } else if policies.is_empty() {
            console.say(&format!("{}: needs no permissions", source.name));
        } else {
            if !synthesis.fits_inline() {
                let count = policies.len();
                console.say(&format!(
                    "{}: does not fit into a role's inline policies; attach these {count} managed ones",
                    source.name
                ));
            } else if several {
                console.say(&format!("{}:", source.name));
            }
            if args.explain {
                console.data(&explanation(&synthesis).lines(console.data_paint()).join("\n"))?;
            } else {
                for policy in &policies {
                    console.data(&pretty(policy))?;
                }
            }
        }
        let failed = found.iter().any(|finding| finding.severity == Severity::Error);
        Ok(if failed { Exit::Failed } else { Exit::Ok })
    })?;
    if json {
        console.data(&pretty(&Value::Object(all)))?;
    }
    Ok(exit)
}

/// The rules that tell what can be declared.
const DECLARABLE: [&str; 2] = ["SFN101", "SFN104"];

fn context(
    args: &IamArgs,
    source: &Source,
    machine: &StateMachine,
    permissions: &Permissions,
) -> Result<PolicyContext> {
    let name = args.name.as_ref().unwrap_or(&source.stem);
    let mut context = PolicyContext::new(name);
    context.workflow_type = args.files.workflow_type.into();
    if let Some(region) = &args.region {
        context.partition = Target::new(region, "", "").partition;
        context.region.clone_from(region);
    }
    if let Some(partition) = &args.partition {
        context.partition.clone_from(partition);
    }
    if let Some(account) = &args.account {
        context.account.clone_from(account);
    }
    let features = [(args.logging, Feature::Logging), (args.tracing, Feature::Tracing)];
    context.features.extend(features.into_iter().filter_map(|(on, feature)| on.then_some(feature)));
    context.kms_key_arn.clone_from(&args.kms_key);
    permissions.of(name, machine)?.apply(&mut context, |_| ());
    Ok(context)
}
