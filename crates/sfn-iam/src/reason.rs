//! Why a statement is in a policy. IAM's JSON has no comments, so the reasons stand beside the documents.

use sfn_asl::{Location, StateName};

/// Why a statement is in a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The place in the definition; the root for what the whole machine needs.
    pub location: Location,
    /// The state, unless the whole machine needs it.
    pub state: Option<StateName>,
    /// The parameters that the resources come from, such as `QueueUrl`.
    pub parameters: Vec<String>,
    /// The integration or feature whose row of the tables it is, such as `ecs:runTask.sync`.
    pub rule: String,
    /// When that row applies, such as `sync` or `param:Tags`.
    pub when: String,
    /// The page of AWS's documentation.
    pub source: String,
    /// What else one should know.
    pub note: Option<String>,
}

/// The reasons of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementReasons {
    /// Which of the policies.
    pub policy: usize,
    /// Which of its statements.
    pub statement: usize,
    /// Why it is there, in the order of the document.
    pub reasons: Vec<Reason>,
}
