//! Amazon States Language: the document model of both query languages, a reader that keeps
//! locations, a canonical writer, diagnostics with one file per rule, and the graph.
//!
//! Pure: no I/O, no clock, no AWS SDK.
//!
//! ```
//! let reading = sfn_asl::read::json(r#"{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }"#);
//! let findings = reading.check(sfn_asl::WorkflowType::Standard);
//! assert_eq!(
//!     findings[0].to_string(),
//!     "error[SFN007] missing-terminal: no state of this scope ends it at / (1:1); \
//!      help: give one state `\"End\": true`, or add a Succeed or Fail state"
//! );
//! assert_eq!(
//!     findings[1].to_string(),
//!     "error[SFN005] next-target: there is no state `B` in this scope at /States/A/Next (1:62)"
//! );
//! ```

pub mod diagnostic;
pub mod graph;
pub mod http_header;
pub mod location;
pub mod model;
pub mod position;
pub mod read;
pub mod rules;
pub mod write;

mod fields;

pub use diagnostic::{Diagnostic, Related, Severity};
pub use graph::{Graph, ScopeKind};
pub use location::Location;
pub use model::*;
pub use position::{Position, Positions, Span};
pub use read::Reading;
pub use rules::{check, explain};
