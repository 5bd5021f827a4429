//! What can be wrong with an expression, before and during its evaluation.

use std::ops::Range;

/// A text that is not JSONata.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct SyntaxError {
    /// JSONata's code, such as `S0207`.
    pub code: String,
    /// JSONata's words, which AWS repeats after its own code.
    pub message: String,
    /// The bytes of the expression that it is about.
    pub span: Option<Range<usize>>,
}

impl SyntaxError {
    /// The code of AWS's diagnostic; the message follows after a colon.
    pub const AWS_CODE: &'static str = "INVALID_JSONATA_EXPRESSION";
}

/// An evaluation that failed. AWS reports it as `States.QueryEvaluationError`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", self.prefix())]
#[non_exhaustive]
pub struct EvaluationError {
    /// JSONata's code, such as `T2001`; [`LIMITS`](Self::LIMITS) are those of limits.
    pub code: String,
    /// JSONata's words, of a limit AWS's.
    pub message: String,
    /// What the message is about: a function or an operator.
    pub token: Option<String>,
    /// The bytes of the expression where it failed.
    pub span: Option<Range<usize>>,
}

impl EvaluationError {
    /// The codes of what goes too deep, takes too long or becomes too large.
    pub const LIMITS: [&'static str; 3] = ["D1011", "D1012", "U1001"];

    /// Whether the evaluation exceeded a limit, of which AWS gives no code.
    pub fn is_limit(&self) -> bool {
        Self::LIMITS.contains(&self.code.as_str())
    }

    fn prefix(&self) -> String {
        if self.is_limit() { String::new() } else { format!("{}: ", self.code) }
    }
}
