//! The names that `sfn-macros` leaves to the methods of values are those that such methods have.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

fn sources(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// The identifier at the end of the text, or at its start.
fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The methods of an `impl`: what takes `self`.
fn methods(source: &str) -> impl Iterator<Item = String> {
    source.split("pub fn ").chain(source.split("pub const fn ")).skip(1).filter_map(|rest| {
        let (before, parameters) = rest.split_once('(')?;
        let receiver = parameters.trim_start().trim_start_matches('&');
        let takes_self = ["self,", "self)"].iter().any(|it| receiver.starts_with(it));
        let name = identifier(before);
        (takes_self && !name.starts_with("__") && !name.is_empty()).then(|| name.to_owned())
    })
}

/// What stands between `name! {` and the brace that ends it.
fn invocation<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("\n{name}! {{\n");
    Some(source.split_once(&start)?.1.split_once("\n}")?.0)
}

/// The methods that a macro writes.
fn written_by_macros(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in invocation(source, "refused").into_iter().flat_map(str::lines) {
        let plain: String = line.split('"').step_by(2).collect();
        let before = plain.split('(').map(|before| {
            before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
        });
        let calls = plain.matches('(').count();
        names.extend(before.take(calls).map(str::to_owned));
    }
    for line in invocation(source, "kinds").into_iter().flat_map(str::lines) {
        names.push(identifier(line.trim()).to_owned());
    }
    for line in invocation(source, "with_bounds").into_iter().flat_map(str::lines) {
        names.extend(line.split_whitespace().take(2).map(str::to_owned));
    }
    names.retain(|name| name.starts_with(char::is_lowercase));
    names
}

#[test]
fn the_names_that_inline_methods_cannot_have_are_those_of_values() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = sources(&root.join("src/surface"));
    for file in ["surface.rs", "builder/results.rs", "builder/caught.rs"] {
        sources.push(fs::read_to_string(root.join("src").join(file)).unwrap());
    }
    let macros: usize = sources.iter().map(|source| source.matches("pub fn $").count()).sum();
    assert_eq!(macros, 4, "this test knows the macros that write methods");
    let mut expected = BTreeSet::new();
    for source in &sources {
        expected.extend(methods(source));
        expected.extend(written_by_macros(source));
    }
    let names = root.join("../sfn-macros/src/workflow/inline/names.rs");
    let names = fs::read_to_string(names).unwrap();
    let list = names.split_once("const METHODS").unwrap().1;
    let known: Vec<_> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(known.is_sorted());
    assert!(expected.len() > 250, "{}", expected.len());
    assert_eq!(known.into_iter().collect::<BTreeSet<_>>(), expected);
}
