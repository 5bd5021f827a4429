//! `iam`: the smallest policies, and why each statement is there.

use serde_json::{Map, Value, json};
use sfn_asl::Severity;
use sfn_iam::{PolicyContext, synthesize};

use super::{cli::IamArgs, source::Source};
use crate::{
    Exit,
    console::Console,
    error::Result,
    prepare::pretty,
    render::{explanation, explanation_json, findings_text},
};

pub(super) fn run(args: &IamArgs, json: bool, console: &mut Console<'_>) -> Result<Exit> {
    let mut exit = Exit::Ok;
    let mut all = Map::new();
    for path in &args.files.files {
        let source = Source::read(path, console)?;
        let workflow_type = args.files.workflow_type.into();
        let mut problems = source.reading.check(workflow_type);
        problems.retain(|diagnostic| diagnostic.severity == Severity::Error);
        let Some(machine) = source.reading.machine.as_ref().filter(|_| problems.is_empty()) else {
            let findings: Vec<_> =
                problems.iter().map(|diagnostic| source.finding(diagnostic)).collect();
            console.say_all(&findings_text(&findings, console.paint()));
            exit = Exit::Failed;
            continue;
        };
        let synthesis = synthesize(machine, &context(args, &source));
        let warnings = synthesis.diagnostics.iter().cloned();
        let warnings: Vec<_> =
            warnings.map(|diagnostic| source.finding(&source.placed(diagnostic))).collect();
        console.say_all(&findings_text(&warnings, console.paint()));
        if synthesis.diagnostics.iter().any(|found| found.severity == Severity::Error) {
            exit = Exit::Failed;
        }
        let policies: Vec<Value> =
            synthesis.policies.iter().map(sfn_iam::PolicyDocument::to_value).collect();
        if json {
            let mut document = json!({ "policies": policies, "trust": synthesis.trust.to_value() });
            if let (true, Value::Object(members)) = (args.explain, &mut document) {
                members.insert("reasons".to_owned(), explanation_json(&synthesis));
            }
            all.insert(source.name.clone(), document);
        } else if policies.is_empty() {
            console.say(&format!("{}: needs no permissions", source.name));
        } else if args.explain {
            console.data(&explanation(&synthesis).lines(console.data_paint()).join("\n"))?;
        } else {
            for policy in &policies {
                console.data(&pretty(policy))?;
            }
        }
    }
    if json {
        console.data(&pretty(&Value::Object(all)))?;
    }
    Ok(exit)
}

fn context(args: &IamArgs, source: &Source) -> PolicyContext {
    let name = args.name.as_ref().unwrap_or(&source.stem);
    let mut context = PolicyContext::new(name);
    context.workflow_type = args.files.workflow_type.into();
    let set = |place: &mut String, given: &Option<String>| {
        if let Some(given) = given {
            place.clone_from(given);
        }
    };
    set(&mut context.partition, &args.partition);
    set(&mut context.region, &args.region);
    set(&mut context.account, &args.account);
    context
}
