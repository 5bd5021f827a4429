//! An operation: what it takes, gives and raises, and the permissions that it needs.

use super::{
    Shape,
    block::{Block, Words},
    permissions,
};
use crate::Statement;

/// An operation of a service that Step Functions calls through the AWS SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    block: Block,
    words: Words,
}

/// What is known about the permissions of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The action has the operation's name.
    Exact,
    /// The actions come from AWS's references, by hand.
    Reference,
    /// The action follows from a rule for the service.
    Rule,
    /// The operation needs no permission.
    NoneNeeded,
    /// No source names the action: it must be declared.
    Unknown,
    /// Step Functions does not offer the operation.
    Unsupported,
}

impl Operation {
    pub(crate) const fn new(block: Block, words: Words) -> Self {
        Self { block, words }
    }

    /// Its name in `Resource`, such as `detectDocumentText`.
    pub fn name(self) -> &'static str {
        self.block.string(self.words.get(0))
    }

    /// What it takes, a structure.
    pub fn input(self) -> Shape {
        Shape::new(self.block, self.words.get(1))
    }

    /// What it gives, a structure.
    pub fn output(self) -> Shape {
        Shape::new(self.block, self.words.get(2))
    }

    /// The errors that the API model names, and the one that stands for all others of the service, as Step Functions
    /// names them: `Textract.BadDocumentException`, `Textract.TextractException`.
    pub fn errors(self) -> impl Iterator<Item = &'static str> {
        let count = usize::from(self.words.get(3));
        self.words.slice(4, count).map(move |name| self.block.string(name))
    }

    /// How sure the statements are.
    pub fn confidence(self) -> Confidence {
        permissions::of(self.service(), self.name()).0
    }

    /// The statements that the execution role needs.
    pub fn iam(self) -> Vec<Statement> {
        permissions::of(self.service(), self.name()).1
    }

    fn service(self) -> &'static str {
        self.block.string(crate::layout::NAME)
    }
}
