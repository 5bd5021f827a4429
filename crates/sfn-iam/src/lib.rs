//! Least-privilege IAM policies for a state machine definition.
//!
//! A definition and the tables of `sfn-catalog` go in, policy documents come out, each statement with the states and
//! parameters that need it. The steps are one file each:
//!
//! ```text
//! synthesize   every state → the rows of the tables that apply to it
//! parameters   what a parameter holds: a text, a text with a known start, or nothing known
//! fill         a row's templates and those values → ARNs and condition values
//! minimize     drop what another grant covers, group the rest
//! split        into managed policies where one role cannot hold it inline
//! ```
//! No service is named in this code: what a service needs is data.

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
mod split;
mod synthesize;
mod transform;
mod trust;

pub use context::{Declaration, DeclaredStatement, Feature, PolicyContext};
pub use document::{Condition, Effect, PolicyDocument, PolicyError, Statement};
pub use evaluate::{RequestContext, allows, allows_any, can_assume};
pub use reason::{Reason, StatementReasons};
pub use split::{INLINE_LIMIT, MANAGED_LIMIT, MANAGED_POLICIES_LIMIT};
pub use synthesize::{Synthesis, synthesize};
