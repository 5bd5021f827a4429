//! What a module has by hand, read out of its source: the operations, with the members that their tables name.

use std::{collections::BTreeMap, fs, path::Path};

use super::Result;

/// A module as it is written by hand, if it is.
pub(super) struct Hand {
    text: String,
    operations: BTreeMap<String, Operation>,
}

/// An operation whose table is written by hand.
pub(super) struct Operation {
    /// The type that stands for it, with its type parameters and their bounds.
    pub(super) marker: String,
    /// The function, with a type for each of its type parameters.
    pub(super) function: String,
    /// How many parameters the function has.
    pub(super) required: usize,
    /// The members that its methods set, without those that lie deeper.
    pub(super) members: Vec<String>,
}

impl Hand {
    pub(super) fn read(folder: &Path, module: &str) -> Result<Self> {
        let path = folder.join(format!("{module}.rs"));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let tables = text.split("\nintegration! {").skip(1);
        let operations = tables.filter_map(|table| operation(table, &text)).collect();
        Ok(Self { text, operations })
    }

    pub(super) const fn is_there(&self) -> bool {
        !self.text.is_empty()
    }

    /// The operation `service:operation`.
    pub(super) fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.get(name)
    }

    /// How its calls fail.
    pub(super) fn error(&self) -> Option<String> {
        self.names().find(|name| name.ends_with("Error")).map(str::to_owned)
    }

    /// The names of its types and traits.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let declared = ["pub struct ", "pub enum ", "pub trait "];
        let types = self.text.lines().filter_map(move |line| {
            let rest = declared.iter().find_map(|start| line.strip_prefix(start))?;
            rest.split(|letter: char| !letter.is_alphanumeric()).next()
        });
        let markers = self.operations.values();
        types.chain(markers.filter_map(|operation| operation.marker.split('<').next()))
    }
}

fn operation(table: &str, module: &str) -> Option<(String, Operation)> {
    let end = table.find("\n}")?;
    let table = table.get(..end)?;
    let name = between(table, "resource \"arn:aws:states:::", "\"")?;
    let signature = between(table, "\n    fn ", ";")?;
    let (function, marker) = signature.split_once(" -> ")?;
    let generics = function.find('<').and_then(|at| function.get(at..)).unwrap_or_default();
    let mut members: Vec<String> = table
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    // Methods beside the table, which name their member in the same way as its code does.
    for call in ["__entry(\"", "__member(\""] {
        members.extend(
            module.split(call).skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())),
        );
    }
    let types = vec!["Value"; generics.matches(':').count()].join(", ");
    let bare = function.strip_suffix(generics).unwrap_or(function);
    let function = if types.is_empty() { bare.to_owned() } else { format!("{bare}::<{types}>") };
    let required = table.matches("\n    required ").count();
    let marker = format!("{marker}{generics}");
    Some((name.to_owned(), Operation { marker, function, required, members }))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(found, _)| found)
}
