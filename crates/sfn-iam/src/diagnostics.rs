//! What the synthesis finds: each rule's code, and how its message is worded.

use sfn_asl::{Diagnostic, Location, Severity, graph::StateNode};

use crate::{
    fill::{Finding, Why},
    parameters::Parameters,
};

/// A rule of this crate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    code: &'static str,
    name: &'static str,
    severity: Severity,
}

/// A resource is known only at run time, so the policy names its type.
pub(crate) const DYNAMIC_RESOURCE: Rule =
    Rule { code: "SFN101", name: "dynamic-resource", severity: Severity::Warning };
/// The resource or operation is not known to the tables.
pub(crate) const UNKNOWN_INTEGRATION: Rule =
    Rule { code: "SFN102", name: "unknown-integration", severity: Severity::Error };
/// The operation is newer than the tables, or no source names its action.
pub(crate) const UNVERIFIED_ACTION: Rule =
    Rule { code: "SFN103", name: "unverified-action", severity: Severity::Warning };
/// A permission depends on something that the definition does not show.
pub(crate) const UNDECLARED_RESOURCE: Rule =
    Rule { code: "SFN104", name: "undeclared-resource", severity: Severity::Warning };
/// The value cannot be what the parameter takes.
pub(crate) const NOT_AN_ARN: Rule =
    Rule { code: "SFN105", name: "not-an-arn", severity: Severity::Warning };
/// A name has characters that a policy cannot hold.
pub(crate) const UNWRITABLE_NAME: Rule =
    Rule { code: "SFN106", name: "unwritable-name", severity: Severity::Warning };
/// The policies come near a limit, or over it.
pub(crate) const POLICY_SIZE: Rule =
    Rule { code: "SFN107", name: "policy-size", severity: Severity::Warning };

impl Rule {
    /// A finding of this rule.
    pub(crate) fn at(
        self,
        location: Location,
        message: String,
        help: Option<String>,
    ) -> Diagnostic {
        Diagnostic {
            code: self.code,
            rule: self.name,
            severity: self.severity,
            aws_code: None,
            location: Some(location),
            position: None,
            end: None,
            message,
            help,
            related: Vec::new(),
            aws_message: None,
            aws_location: None,
        }
    }

    /// The same rule with another severity.
    pub(crate) const fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }
}

/// The diagnostics of a call's findings, one for each parameter.
pub(crate) fn report(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    findings: Vec<Finding>,
) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for finding in findings {
        let diagnostic = diagnostic(node, parameters, call, finding);
        let is_new = |known: &Diagnostic| {
            known.code != diagnostic.code || subject(known) != subject(&diagnostic)
        };
        if diagnostics.iter().all(is_new) {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// What a message is about: its first word.
fn subject(diagnostic: &Diagnostic) -> Option<&str> {
    diagnostic.message.split(' ').next()
}

fn diagnostic(
    node: &StateNode<'_>,
    parameters: &Parameters<'_>,
    call: &str,
    finding: Finding,
) -> Diagnostic {
    match finding {
        Finding::Dynamic { parameter, why, allowed } => {
            let (reason, rule) = match why {
                Why::RunTime => ("is known only at run time", DYNAMIC_RESOURCE),
                Why::Absent => ("is not given", DYNAMIC_RESOURCE),
                Why::Placeholder => {
                    ("is a placeholder until deployment", DYNAMIC_RESOURCE.severity(Severity::Hint))
                }
                Why::Constant => ("does not name the resource", DYNAMIC_RESOURCE),
            };
            let message = format!("`{parameter}` {reason}, so `{call}` may use {allowed}");
            let help = format!(
                "declare what `{parameter}` of `{}` can be, or write a constant",
                node.name
            );
            rule.at(parameters.location(&node.location, &parameter), message, Some(help))
        }
        Finding::Wrong { parameter, value } => {
            let message = format!(
                "`{parameter}` of `{call}` cannot be `{value}`, so nothing is allowed for it"
            );
            NOT_AN_ARN.at(parameters.location(&node.location, &parameter), message, None)
        }
        Finding::Undeclared { name } => {
            let message = format!(
                "`{name}` of `{call}` is not in the definition, so nothing is allowed for it"
            );
            let help = format!(
                "declare `{name}` for `{}`: the ARNs that the call needs beside its parameters",
                node.name
            );
            UNDECLARED_RESOURCE.at(node.location.clone(), message, Some(help))
        }
        Finding::Unwritable { text } => {
            let message =
                format!("`{text}` has characters that a policy cannot hold, so they became `*`");
            let help = "a policy takes characters up to U+00FF".to_owned();
            UNWRITABLE_NAME.at(node.location.clone(), message, Some(help))
        }
    }
}
