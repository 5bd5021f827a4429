//! `explain-iam`: why each statement of a workflow's policy is there.

use crate::{
    Exit,
    cli::{ExplainIamArgs, Options},
    console::Console,
    error::Result,
    params,
    prepare::{filled, policies, pretty},
    render::{explanation, explanation_json},
    workflow::Workflows,
};

pub(crate) fn run(
    args: &ExplainIamArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let selected = workflows.select(std::slice::from_ref(&args.name))?;
    let values = params::given(options, &selected, console)?;
    for workflow in selected {
        let synthesis = policies(workflow, &filled(workflow, &values)?, &values, None);
        if options.json {
            console.data(&pretty(&explanation_json(&synthesis)))?;
        } else if synthesis.policies.is_empty() {
            console.say(&format!("{}: needs no permissions", workflow.name()));
        } else {
            console.data(&explanation(&synthesis).lines(console.data_paint()).join("\n"))?;
        }
    }
    Ok(Exit::Ok)
}
