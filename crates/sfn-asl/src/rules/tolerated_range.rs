//! How many failures a distributed Map tolerates.

use super::{Context, Findings, declare_rule, quantities::out_of_range};
use crate::Quantity;

declare_rule! {
    /// ## What it checks
    /// `ToleratedFailureCount` is a whole number from 0, `ToleratedFailurePercentage` a number from 0 to 100, and
    /// `MaxConcurrency` a whole number from 0.
    /// ## Why it matters
    /// AWS refuses other numbers.
    /// ## Example
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ToleratedFailurePercentage": 120,
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
    ///         "StartAt": "One",
    ///         "States": { "One": { "Type": "Succeed" } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Use instead
    /// ```json
    /// {
    ///   "StartAt": "A",
    ///   "States": {
    ///     "A": {
    ///       "Type": "Map",
    ///       "ToleratedFailurePercentage": 20,
    ///       "ItemProcessor": {
    ///         "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
    ///         "StartAt": "One",
    ///         "States": { "One": { "Type": "Succeed" } }
    ///       },
    ///       "End": true
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
    pub(crate) static TOLERATED_RANGE = {
        code: "SFN072", name: "tolerated-range", severity: Error, aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        check: check,
    };
}

fn check(context: &Context<'_>, found: &mut Findings<'_>) {
    for node in context.states() {
        for field in context.quantities(node) {
            let Quantity::Number(number) = field.quantity else { continue };
            let value = number.as_f64().unwrap_or(f64::NAN);
            let (fits, most, help) = match field.name {
                "ToleratedFailurePercentage" => {
                    ((0.0..=100.0).contains(&value), 100.0, "write a number from 0 to 100")
                }
                "ToleratedFailureCount" | "MaxConcurrency" => {
                    (value >= 0.0 && value.fract() == 0.0, f64::MAX, "write a whole number from 0")
                }
                _ => continue,
            };
            if !fits {
                let diagnostic =
                    found.report(field.location(), format!("`{}` cannot be {number}", field.name)).help(help);
                diagnostic.aws_message = out_of_range(number, 0.0, most);
            }
        }
    }
}
