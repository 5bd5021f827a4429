//! An operation: what it takes, gives and raises, and the permissions that it needs.

use std::collections::BTreeMap;

use super::{
    Shape,
    block::{Block, Words},
};
use crate::{
    Part, Pattern, Statement, Template,
    layout::{NO_NAME, PASSED_TO},
    statement::{self, Condition, Values},
};

/// Where the parts of an operation stand.
const NAME: usize = 0;
const CONFIDENCE: usize = 1;
const INPUT: usize = 2;
const OUTPUT: usize = 3;
const HTTP: usize = 4;
const ERRORS: usize = 5;

/// An operation of a service that Step Functions calls through the AWS SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    block: Block,
    words: Words,
}

numbered! {
    /// What is known about the permissions of an operation.
    pub enum Confidence, otherwise Unknown {
        /// The action has the operation's name.
        Exact = 0,
        /// The actions come from AWS's references, by hand.
        Reference = 1,
        /// The action follows from a rule for the service.
        Rule = 2,
        /// The operation needs no permission.
        NoneNeeded = 3,
        /// No source names the action: it must be declared.
        Unknown = 4,
        /// Step Functions does not offer the operation.
        Unsupported = 5,
    }
}

/// Whether a code is that of the exception of this name: `NoSuchEntity` that of `NoSuchEntityException`.
pub fn is_code_of(code: &str, exception: &str) -> bool {
    let bare = |name: &str| {
        let bare = name.strip_suffix("Fault").or_else(|| name.strip_suffix("Exception"));
        bare.unwrap_or(name).to_ascii_lowercase()
    };
    bare(code) == bare(exception)
}

impl Operation {
    pub(crate) const fn new(block: Block, words: Words) -> Self {
        Self { block, words }
    }

    /// Its name in `Resource`, such as `detectDocumentText`.
    pub fn name(self) -> &'static str {
        self.block.string(self.words.get(NAME))
    }

    /// What it takes, a structure.
    pub fn input(self) -> Shape {
        Shape::new(self.block, self.words.get(INPUT))
    }

    /// What it gives, a structure.
    pub fn output(self) -> Shape {
        Shape::new(self.block, self.words.get(OUTPUT))
    }

    /// The method and the path of its requests, where the service has REST: `POST /things/{thingName}`.
    pub fn http(self) -> Option<(&'static str, &'static str)> {
        let http = self.words.get(HTTP);
        (http != NO_NAME).then(|| self.block.string(http))?.split_once(' ')
    }

    /// The errors that the API model names, and the one that stands for all others of the service, as Step Functions
    /// names them: `Textract.BadDocumentException`, `Textract.TextractException`.
    pub fn errors(self) -> impl Iterator<Item = &'static str> {
        self.written_errors().map(|(name, _)| name)
    }

    /// The error that the service means by this code, such as `NoSuchKey`, under the names of [`errors`](Self::errors).
    pub fn error_of(self, code: &str) -> Option<&'static str> {
        let means = |name: &str, known: Option<&str>| match known {
            Some(known) => known == code,
            None => is_code_of(code, name),
        };
        let mut errors = self.written_errors();
        errors.find_map(|(name, known)| means(name.split_once('.')?.1, known).then_some(name))
    }

    /// Names, and codes that are not those of their names.
    fn written_errors(self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let count = usize::from(self.words.get(ERRORS));
        self.words.slice(ERRORS + 1, count).map(move |name| {
            let name = self.block.string(name);
            name.split_once('=').map_or((name, None), |(name, code)| (name, Some(code)))
        })
    }

    /// Whether workflows of this type (`STANDARD`, `EXPRESS`) can use it with this pattern: no SDK integration waits for
    /// the end of a job, and only Standard workflows wait for a callback.
    pub fn supports(self, pattern: Pattern, workflow_type: &str) -> bool {
        self.confidence() != Confidence::Unsupported
            && match pattern {
                Pattern::RequestResponse => true,
                Pattern::WaitForTaskToken => workflow_type == "STANDARD",
                Pattern::Sync | Pattern::Sync2 => false,
            }
    }

    /// How sure the statements are.
    pub fn confidence(self) -> Confidence {
        Confidence::of(self.words.get(CONFIDENCE))
    }

    /// The statements that the execution role needs; none if the actions are not known.
    pub fn iam(self) -> Vec<Statement> {
        let mut at = ERRORS + 1 + usize::from(self.words.get(ERRORS));
        let count = self.words.get(at);
        at += 1;
        let statements = (0..count).filter_map(|_| {
            let (action, when) = (self.words.get(at), self.words.get(at + 1));
            let resources = usize::from(self.words.get(at + 2));
            let start = at + 3;
            at = start + resources;
            self.statement(action, when, self.words.slice(start, resources))
        });
        statements.collect()
    }

    fn statement(
        self,
        action: u16,
        when: u16,
        resources: impl Iterator<Item = u16>,
    ) -> Option<Statement> {
        let string = |number| self.block.string(number);
        let when = (when != NO_NAME).then(|| statement::parameters(string(when)));
        let resources = resources.map(|resource| Template::parse(string(resource)));
        let action = string(action).to_owned();
        Some(Statement {
            when: when.transpose().ok()?.unwrap_or_default(),
            condition: if action == "iam:PassRole" { self.passed_to() } else { Condition::new() },
            resources: resources.collect::<Result<_, _>>().ok()?,
            actions: vec![action],
            note: None,
        })
    }

    /// The condition that a role goes to this service only.
    fn passed_to(self) -> Condition {
        let principal = self.block.string(PASSED_TO);
        if principal.is_empty() {
            return Condition::new();
        }
        let value = Template { parts: vec![Part::Text(principal.to_owned())], optional: false };
        let key = ("iam:PassedToService".to_owned(), Values(vec![value]));
        BTreeMap::from([("StringEquals".to_owned(), BTreeMap::from([key]))])
    }
}
