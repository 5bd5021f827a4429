//! Child executions do not see the variables of the execution that starts them.

use super::{Context, Findings, declare_rule, unbound::Fault};

declare_rule! {
    /// ## What it checks
    /// No state in the processor of a distributed Map reads a variable that is assigned outside of it.
    /// ## Why it matters
    /// Each iteration is an execution of its own, with variables of its own. What it needs comes with its input.
    /// ## Example
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Assign": { "rate": 2 }, "Next": "B" },
    ///     "B": {
    ///       "Type": "Map",
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
    ///         "StartAt": "C",
    ///         "States": { "C": { "Type": "Pass", "Output": "{% $states.input * $rate %}", "End": true } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "QueryLanguage": "JSONata",
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": { "Type": "Pass", "Assign": { "rate": 2 }, "Next": "B" },
    ///     "B": {
    ///       "Type": "Map",
    ///       "ItemSelector": { "price": "{% $states.context.Map.Item.Value %}", "rate": "{% $rate %}" },
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
    ///         "StartAt": "C",
    ///         "States": {
    ///           "C": { "Type": "Pass", "Output": "{% $states.input.price * $states.input.rate %}", "End": true }
    ///         }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>, "Scope of variables".
    pub(crate) static VARIABLE_IN_DISTRIBUTED_MAP = {
        code: "SFN031", name: "variable-in-distributed-map", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for unbound in context.unbound() {
        let Fault::OutsideDistributedMap(place) = &unbound.fault else { continue };
        let message = format!("a distributed Map cannot read the variable `${}` of an outer scope", unbound.name);
        let position = context.position(place);
        found
            .report(unbound.location.clone(), message)
            .help("hand it to the iterations in the Map's `ItemSelector`, and read it from their input")
            .related("it is assigned here", place.clone(), position);
    }
}
