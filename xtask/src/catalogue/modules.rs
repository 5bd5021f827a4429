//! The typed modules of `sfn_dsl::integration`: a table for each optimized operation, written from the catalogue.
//!
//! What a module has by hand is read out of it, and what it lacks is written beside it: an operation, or parameters of
//! one. Names are those of the catalogue that this program was compiled with.

mod calls;
mod docs;
mod errors;
mod hand;
mod operation;
mod types;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use sfn_catalog::{
    optimized::{self, OptimizedService},
    snake_case,
};

use super::{Result, botocore::Models, tables};
use docs::Docs;
use hand::Hand;
use types::Types;

/// The files, by their paths.
pub(crate) fn files(
    services: &[tables::Service],
    models: &mut Models,
) -> Result<BTreeMap<PathBuf, String>> {
    let folder = integration();
    let mut files = BTreeMap::new();
    let mut calls = calls::HEAD.to_owned();
    let mut modules = String::from(
        "//! The optimized integrations, as `cargo xtask catalogue` writes them from the catalogue.\n\n",
    );
    for name in optimized::services() {
        let Some(service) = optimized::service(name) else { continue };
        let hand = Hand::read(&folder, module(name))?;
        let docs = Docs::read(service, services, models)?;
        let text = self::service(name, service, &hand, &docs, &mut calls);
        if text.is_empty() {
            continue;
        }
        let visibility = if hand.is_there() { "pub(super)" } else { "pub" };
        writeln!(modules, "{visibility} mod {};", module(name))
            .map_err(|error| error.to_string())?;
        files.insert(folder.join(format!("generated/{}.rs", module(name))), text);
    }
    modules += "\n#[cfg(test)]\npub(super) mod calls;\n";
    files.insert(folder.join("generated.rs"), modules);
    files.insert(folder.join("generated/calls.rs"), calls + calls::TAIL);
    Ok(files)
}

/// The module of a service.
fn module(service: &str) -> &str {
    match service {
        "states" => "stepfunctions",
        "emr-containers" => "emr_containers",
        "emr-serverless" => "emr_serverless",
        service => service,
    }
}

/// The module of a service; calls of what is in it are added to `calls`.
fn service(
    name: &str,
    service: &'static OptimizedService,
    hand: &Hand,
    docs: &Docs,
    calls: &mut String,
) -> String {
    let mut types = Types::new(hand);
    let error = hand.error().unwrap_or_else(|| errors::name(service));
    let mut tables = String::new();
    for (operation, known) in &service.operations {
        let scope = operation::Scope { service: name, operation, known, docs, error: &error };
        tables += &if let Some(by_hand) = hand.operation(&format!("{name}:{operation}")) {
            let members = operation::missing(&scope, by_hand);
            if !members.is_empty() {
                *calls += &calls::of_parameters(name, by_hand, &members);
            }
            operation::parameters(&scope, by_hand, &members, &mut types)
        } else {
            *calls += &calls::of_table(name, operation, known);
            operation::table(&scope, &mut types)
        };
    }
    if tables.is_empty() {
        return tables;
    }
    let errors = if hand.is_there() { String::new() } else { errors::table(&error, service) };
    let mut text = format!(
        "//! {}.\n//!\n//! Written by `cargo xtask catalogue`, from the catalogue.\n//!\n//! # Source\n//! <{}>\n\n",
        docs.title(name),
        service.doc
    );
    let body = [tables, types.results(), types.choices(), errors].concat();
    text += &imports(&body, hand, name);
    text += &body;
    text.trim_end().to_owned() + "\n"
}

/// The method of a member; those that say something of the state keep their names.
fn method(member: &str) -> String {
    let name = ident(member);
    match name.as_str() {
        "timeout_seconds" | "heartbeat_seconds" | "named" | "retry" | "argument" => {
            format!("service_{name}")
        }
        _ => name,
    }
}

/// What the tables name.
fn imports(body: &str, hand: &Hand, name: &str) -> String {
    let uses = |word: &&str| {
        let is_other = |letter: char| !letter.is_alphanumeric() && letter != '_';
        body.split(is_other).any(|part| part == *word)
    };
    let mut from_crate: Vec<(String, Vec<&str>)> = vec![
        ("crate::integration".to_owned(), vec!["CallbackOutput"]),
        ("crate::integration::service".to_owned(), vec!["Object", "Structure"]),
        ("crate::native".to_owned(), vec!["TokenPlace"]),
    ];
    if hand.is_there() {
        from_crate.push((format!("crate::integration::{}", module(name)), hand.names().collect()));
    }
    from_crate.sort();
    let mut text = String::new();
    if uses(&"BTreeMap") {
        text += "use std::collections::BTreeMap;\n\n";
    }
    if uses(&"Value") {
        text += "use serde_json::Value;\n\n";
    }
    for (path, mut names) in from_crate {
        names.retain(uses);
        names.sort_unstable();
        match names.as_slice() {
            [] => {}
            [only] => text = format!("{text}use {path}::{only};\n"),
            names => text = format!("{text}use {path}::{{{}}};\n", names.join(", ")),
        }
    }
    if text.is_empty() { text } else { text.trim_end().to_owned() + "\n\n" }
}

/// `snake_case`, raw where it is a keyword.
fn ident(name: &str) -> String {
    let name = snake_case(name);
    match name.as_str() {
        "type" | "match" | "use" | "ref" | "mod" | "move" | "loop" | "final" | "override"
        | "box" | "in" | "as" | "async" | "await" | "do" | "for" | "if" | "where" | "static"
        | "virtual" => {
            format!("r#{name}")
        }
        _ => name,
    }
}

/// The folder of the modules.
fn integration() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sfn-dsl/src/integration")
}
