//! Fields whose values are constant or computed, in either query language.

use std::sync::Arc;

use sfn_query::{
    jsonpath::{Path, ReferencePath},
    payload_template::{Lookup, PayloadTemplate},
    template::{Field, Template},
};

use crate::payload::Payload;

/// A JSON value: of `Arguments`, `Parameters`, `Output`, `ItemSelector`, …
#[derive(Debug)]
pub(crate) enum TemplateProgram {
    /// Shared by all that it is given to.
    Constant(Payload),
    Jsonata(Template),
    JsonPath(PayloadTemplate),
    /// The value of a `.$` member of `Assign`.
    Lookup(Lookup),
}

impl TemplateProgram {
    /// The one JSONata expression that it consists of, where it is a single string.
    pub(crate) const fn field(&self) -> Option<&Field> {
        match self {
            Self::Jsonata(template) => template.field(),
            _ => None,
        }
    }
}

/// `Assign`: the variables and their values, all of which read what was before.
#[derive(Debug)]
pub(crate) struct AssignProgram(pub(crate) Vec<(Arc<str>, TemplateProgram)>);

/// A text.
#[derive(Debug)]
pub(crate) enum TextProgram {
    Constant(Arc<str>),
    Expression(Field),
    /// `ErrorPath`, `CausePath`
    Lookup(Lookup),
}

/// A whole number.
#[derive(Debug)]
pub(crate) enum NumberProgram {
    Constant(u64),
    Expression(Field),
    Path(PathField),
}

/// A number.
#[derive(Debug)]
pub(crate) enum DecimalProgram {
    Constant(f64),
    Expression(Field),
    Path(PathField),
}

/// A field that holds the path of a number.
#[derive(Debug)]
pub(crate) struct PathField {
    /// Such as `MaxItemsPath`.
    pub(crate) name: Box<str>,
    pub(crate) path: Path,
}

/// `InputPath` and `OutputPath` where they are not `$`.
#[derive(Debug)]
pub(crate) enum SelectProgram {
    /// `null`: an empty object.
    Nothing,
    Path(Path),
}

/// What a state hands on.
#[derive(Debug)]
pub(crate) enum OutputProgram {
    /// What it has: its result, or its input.
    Own,
    /// `Output`
    Template(TemplateProgram),
    /// `ResultSelector`, `ResultPath`, `OutputPath`
    Paths(Box<PathsProgram>),
}

#[derive(Debug)]
pub(crate) struct PathsProgram {
    pub(crate) result_selector: Option<TemplateProgram>,
    pub(crate) result_path: ResultPathProgram,
    pub(crate) output_path: Option<SelectProgram>,
}

/// Where the result goes in the state's input.
#[derive(Debug)]
pub(crate) enum ResultPathProgram {
    /// `$`: in place of all of it.
    Replace,
    /// `null`: nowhere.
    Discard,
    Write(ReferencePath),
}
