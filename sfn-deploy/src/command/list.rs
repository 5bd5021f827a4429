//! `list`: the workflows and what belongs to them.

use serde_json::json;
use sfn_asl::Graph;

use crate::{
    Exit,
    cli::Options,
    console::{Console, Tone},
    error::Result,
    params,
    placeholder::uses,
    prepare::pretty,
    render::{Align, Cell, Table},
    workflow::{Workflow, Workflows},
};

pub(crate) fn run(
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    // Nothing of them is shown, but what is wrong with them is.
    let all: Vec<&Workflow> = workflows.iter().collect();
    params::given(options, &all, console)?;
    if options.json {
        let workflows: Vec<_> = workflows.iter().map(as_json).collect();
        console.data(&pretty(&json!(workflows)))?;
        return Ok(Exit::Ok);
    }
    let mut table = Table::new([
        ("NAME", Align::Left),
        ("TYPE", Align::Left),
        ("STATES", Align::Right),
        ("SAMPLES", Align::Left),
        ("PLACEHOLDERS", Align::Left),
    ]);
    for workflow in workflows.iter() {
        table.push(vec![
            Cell::toned(workflow.name(), Tone::Strong),
            Cell::new(workflow.definition.workflow_type.as_str()),
            Cell::new(state_count(workflow).to_string()),
            Cell::new(samples(workflow).join(", ")),
            Cell::new(placeholders(workflow).join(", ")),
        ]);
    }
    let lines = table.lines(console.data_paint());
    console.data(&lines.join("\n"))?;
    Ok(Exit::Ok)
}

fn as_json(workflow: &Workflow) -> serde_json::Value {
    let children: Vec<String> =
        workflow.definition.children.iter().map(|child| child().name).collect();
    json!({
        "name": workflow.name(),
        "type": workflow.definition.workflow_type.as_str(),
        "states": state_count(workflow),
        "samples": samples(workflow),
        "placeholders": placeholders(workflow),
        "children": children,
    })
}

fn state_count(workflow: &Workflow) -> usize {
    Graph::new(&workflow.definition.machine).states().len()
}

fn samples(workflow: &Workflow) -> Vec<&str> {
    workflow.samples.iter().map(|sample| sample.name.as_str()).collect()
}

/// Those that need a value from the user.
fn placeholders(workflow: &Workflow) -> Vec<String> {
    let mut names: Vec<String> =
        uses(&workflow.definition.machine).into_iter().map(|found| found.name).collect();
    names.retain(|name| !name.starts_with("AWS::"));
    names.sort();
    names.dedup();
    names
}
