//! Least-privilege IAM policies for a state machine definition.
//!
//! A definition and the tables of `sfn-catalog` go in, policy documents come out, each statement with the states and
//! parameters that need it. The steps are one file each:
//!
//! ```text
//! states       every state → the rows of the tables that apply to it
//! parameters   what a parameter holds: a text, a text with a known start, or nothing known
//! fill         a row's templates and those values → ARNs and condition values
//! rows         whether a row applies, and the grants that it gives
//! minimize     drop what another grant covers, group the rest
//! split        into managed policies where one role cannot hold it inline
//! ```
//! What a service needs is data; the code knows only how ARNs, URLs and ids are built (`transform`).
//!
//! # Example
//! ```
//! use sfn_iam::{PolicyContext, synthesize};
//!
//! let machine = sfn_asl::read::json(
//!     r#"{
//!         "QueryLanguage": "JSONata",
//!         "StartAt": "Tell",
//!         "States": {
//!             "Tell": {
//!                 "Type": "Task",
//!                 "Resource": "arn:aws:states:::sns:publish",
//!                 "Arguments": { "TopicArn": "arn:aws:sns:eu-central-1:123456789012:news", "Message": "hello" },
//!                 "End": true
//!             }
//!         }
//!     }"#,
//! )
//! .machine
//! .unwrap();
//! let synthesis = synthesize(&machine, &PolicyContext::new("teller"));
//! let policy = synthesis.policies[0].to_json();
//! assert!(policy.contains(r#""Action": "sns:Publish""#));
//! assert!(policy.contains(r#""Resource": "arn:aws:sns:eu-central-1:123456789012:news""#));
//! ```

mod context;
mod diagnostics;
mod document;
mod evaluate;
mod expression;
mod fill;
mod glob;
mod minimize;
mod parameters;
mod reason;
mod rows;
mod rules;
mod split;
mod states;
mod synthesize;
mod transform;
mod trust;

pub use context::{Declaration, DeclaredStatement, Feature, PolicyContext};
pub use document::{Condition, Effect, PolicyDocument, PolicyError, Statement};
pub use evaluate::{RequestContext, allows, allows_any, can_assume};
pub use reason::{Reason, StatementReasons};
pub use rules::{RULES, Rule};
pub use split::{INLINE_LIMIT, MANAGED_LIMIT, MANAGED_POLICIES_LIMIT};
pub use synthesize::{Synthesis, synthesize};
