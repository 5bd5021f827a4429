//! The rules of the synthesis: what a finding's code means and what to do about it.

use sfn_asl::{Diagnostic, Location, Severity};

/// A rule of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The code, such as `SFN101`; given once, never used again.
    pub code: &'static str,
    /// The name, such as `dynamic-resource`.
    pub name: &'static str,
    /// How much a finding matters, unless it says otherwise itself.
    pub severity: Severity,
    /// What it means and what to do, in Markdown.
    pub page: &'static str,
}

macro_rules! rules {
    ($($rule:ident = ($code:literal, $name:literal, $severity:ident, $page:literal);)*) => {
        $(
            #[doc = $page]
            pub(crate) const $rule: Rule = Rule { code: $code, name: $name, severity: Severity::$severity, page: $page };
        )*

        /// All rules, in the order of their codes.
        pub const RULES: &[Rule] = &[$($rule),*];
    };
}

rules! {
    DYNAMIC_RESOURCE = ("SFN101", "dynamic-resource", Warning,
        "A parameter names the resource, and its value is an expression: the policy allows the whole type of resource. Declare \
        the ARNs or names that it can have, write a constant, or start the expression with one (`'invoices/' & $id`). While a \
        placeholder stands there it is only a hint.");
    UNKNOWN_INTEGRATION = ("SFN102", "unknown-integration", Error,
        "`Resource` names nothing that Step Functions can call, so no permission can be found for it.");
    UNVERIFIED_ACTION = ("SFN103", "unverified-action", Warning,
        "The operation is newer than the catalogue, or no source names its IAM action. Nothing is guessed: declare a statement \
        with its actions and resources for the state.");
    UNDECLARED_RESOURCE = ("SFN104", "undeclared-resource", Warning,
        "The call needs something that the definition does not show, such as the roles of an ECS task definition or the buckets \
        that a query reads. Declare its ARNs under the name in the message; an empty list says that there are none.");
    NOT_AN_ARN = ("SFN105", "not-an-arn", Warning,
        "The parameter takes an ARN, a URL or an id of a certain form, and the constant has another one: the call would fail.");
    UNWRITABLE_NAME = ("SFN106", "unwritable-name", Warning,
        "A policy takes characters up to U+00FF. Others became `*`, which also matches other names.");
    POLICY_SIZE = ("SFN107", "policy-size", Error,
        "An inline policy has 10,240 characters, a managed one 6,144, and a role 20 managed policies. Declare patterns that cover \
        many resources, or move a part of the workflow into a workflow of its own.");
}

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
