//! `check`: every mistake that can be found without asking AWS.

use sfn_asl::Severity;

use crate::{
    Exit,
    cli::{CheckArgs, Options},
    console::{Console, Tone},
    error::Result,
    params,
    placeholder::Values,
    prepare::{filled, findings, pretty},
    render::{Finding, Subject, counts, findings_json, findings_text},
    workflow::{Workflow, Workflows},
};

pub(crate) fn run(
    args: &CheckArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let selected = workflows.select(&args.names)?;
    let values = params::given(options, &selected, console)?;
    let mut found = Vec::new();
    for workflow in &selected {
        found.extend(findings(workflow, &values));
        found.extend(misfits(workflow, &values));
        found.extend(unfit_samples(workflow));
    }
    if options.json {
        console.data(&pretty(&findings_json(&found)))?;
    } else if !found.is_empty() {
        console.data(&findings_text(&found, console.data_paint()).join("\n"))?;
    }
    let worst = if args.deny_warnings { Severity::Warning } else { Severity::Error };
    summarize(&selected, &found, worst, console);
    let has_failed = found.iter().any(|finding| finding.severity <= worst);
    Ok(if has_failed { Exit::Failed } else { Exit::Ok })
}

/// `worst`: the mildest finding that fails.
fn summarize(
    selected: &[&Workflow],
    found: &[Finding],
    worst: Severity,
    console: &mut Console<'_>,
) {
    let paint = console.paint();
    for workflow in selected {
        let severities =
            found.iter().filter(|f| f.subject == subject(workflow)).map(|finding| finding.severity);
        let has_failed = severities.clone().any(|severity| severity <= worst);
        let tone = if has_failed { Tone::Bad } else { Tone::Good };
        console.say(&format!("{}: {}", workflow.name(), paint.apply(tone, &counts(severities))));
    }
}

fn subject(workflow: &Workflow) -> Subject {
    Subject::Workflow(workflow.name().to_owned())
}

fn misfits(workflow: &Workflow, values: &Values) -> Vec<Finding> {
    let misfits = filled(workflow, values).err().map(|misfits| misfits.0).unwrap_or_default();
    misfits
        .into_iter()
        .map(|misfit| {
            let source = misfit.site.state.as_ref().and_then(|state| workflow.source_of(state));
            error(workflow, "parameter-value", misfit.to_string(), source)
        })
        .collect()
}

fn unfit_samples(workflow: &Workflow) -> Vec<Finding> {
    let unfit = workflow.samples.iter().filter_map(|sample| {
        workflow.check_input(&sample.input, &sample.origin(workflow.name()), None).err()
    });
    unfit.map(|unfit| error(workflow, "sample-input", unfit.to_string(), None)).collect()
}

fn error(
    workflow: &Workflow,
    rule: &'static str,
    message: String,
    source: Option<String>,
) -> Finding {
    Finding {
        subject: subject(workflow),
        severity: Severity::Error,
        code: "",
        rule,
        location: None,
        source,
        message,
        help: None,
        related: Vec::new(),
    }
}
