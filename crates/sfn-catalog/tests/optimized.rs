//! The optimized integrations, held against the API operations behind them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sfn_catalog::optimized;

/// Parameters that Step Functions adds to those of the API.
const ADDED: &[&str] = &[
    "bedrock:invokeModel Input",
    "bedrock:invokeModel Output",
    "elasticmapreduce:addStep ClusterId",
    "elasticmapreduce:addStep Step",
    "elasticmapreduce:cancelStep StepId",
    "elasticmapreduce:modifyInstanceFleetByName InstanceFleetName",
    "elasticmapreduce:modifyInstanceGroupByName InstanceGroup",
    "elasticmapreduce:modifyInstanceGroupByName InstanceGroupName",
    "elasticmapreduce:setClusterTerminationProtection ClusterId",
    "elasticmapreduce:terminateCluster ClusterId",
];

#[test]
fn parameters_are_those_of_the_api() {
    let mut added = Vec::new();
    for name in optimized::services() {
        for (operation_name, operation) in &optimized::service(name).unwrap().operations {
            let Some(api) = operation.api() else { continue };
            let known = &operation.parameters;
            for parameter in
                [&known.documented, &known.required, &known.one_of].into_iter().flatten()
            {
                if api.input().member(parameter).is_none() {
                    added.push(format!("{name}:{operation_name} {parameter}"));
                }
            }
        }
    }
    added.sort();
    added.dedup();
    assert_eq!(added, ADDED);
}

#[test]
fn all_but_four_have_an_api_operation_behind_them() {
    let mut without = Vec::new();
    for name in optimized::services() {
        let operations = &optimized::service(name).unwrap().operations;
        let none = operations.iter().filter(|(_, operation)| operation.api().is_none());
        without.extend(none.map(|(operation, _)| format!("{name}:{operation}")));
    }
    assert_eq!(without, ["apigateway:invoke", "eks:call", "eks:runJob", "http:invoke"]);
}
