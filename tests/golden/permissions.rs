//! What the examples do while their samples run is allowed by their policies, and each statement is needed by some sample.

use sfn_iam::{PolicyContext, synthesize};
use sfn_local::{Definition, Run, block_on};

use super::{
    definitions,
    requests::{Recorder, check, of_map_run},
    samples,
};

fn context(definition: &Definition) -> PolicyContext {
    let context = PolicyContext::new(&definition.name).located("aws", "us-east-1", "123456789012");
    definition.permissions.iter().fold(context, |context, one| {
        context.permit(one.state.to_string(), one.actions.clone(), one.resources.clone())
    })
}

#[test]
fn every_call_of_a_sample_is_allowed_and_every_statement_is_needed() {
    for definition in definitions() {
        let definition = samples::deployed(&definition);
        let context = context(&definition);
        let mut requests = Vec::new();
        for sample in samples::of(&definition.name) {
            let samples::Prepared { program, input, tasks, objects } =
                samples::prepare(&definition, &sample);
            let tasks = Recorder::new(tasks, context.clone());
            let objects = Recorder::new(objects, context.clone());
            block_on(Run::new(program, input, tasks.clone()).objects(objects.clone()).run());
            requests.extend(tasks.requests());
            requests.extend(objects.requests());
        }
        let is_distributed = |kind: &sfn_asl::StateKind| matches!(kind, sfn_asl::StateKind::Map(map) if map.is_distributed());
        if definition.machine.walk().any(|node| is_distributed(&node.state.kind)) {
            requests.extend(of_map_run(&context));
        }
        let policies = synthesize(&definition.machine, &context).policies;
        check(&definition.name, &policies, &requests);
    }
}
