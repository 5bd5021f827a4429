//! What is wrong with paths and intrinsic calls, as the interpreter parses them.
//!
//! A text that holds a placeholder may become anything. AWS takes more than the interpreter in filters (`@.Type==TOTAL`) and
//! scripts (`[(@.length-1)]`), and its own samples have them; there only the beginning is judged. So it is with a letter behind
//! a backslash (`'\n'`), which other validators take. That AWS refuses `\"` was recorded.

use sfn_query::{
    SyntaxError,
    intrinsic::Call,
    jsonpath::{Path, ReferencePath},
};

use super::calls::is_call;

/// What keeps a text from being a path.
pub(super) fn path_fault(text: &str) -> Option<SyntaxError> {
    let is_open = has_placeholder(text) || (text.starts_with('$') && is_beyond_us(text));
    if is_open { None } else { Path::parse(text).err() }
}

/// What keeps a text from being a path to one node: names and single indexes.
pub(super) fn reference_fault(text: &str) -> Option<SyntaxError> {
    if has_placeholder(text) { None } else { ReferencePath::parse(text).err() }
}

/// Whether AWS may take a text that the interpreter does not.
pub(super) fn is_beyond_us(text: &str) -> bool {
    let mut escaped = text.split('\\').skip(1);
    let is_open = |rest: &str| text.starts_with('$') || rest.starts_with(char::is_alphabetic);
    text.contains("[?") || text.contains("[(") || escaped.any(is_open)
}

pub(super) fn has_placeholder(text: &str) -> bool {
    text.contains("${")
}

/// Whether a constant reads as a path or as a call, so that it was probably meant to be looked up.
pub(super) fn looks_looked_up(text: &str) -> bool {
    match text.strip_prefix('$') {
        Some(rest) => {
            let rest = rest.strip_prefix('$').unwrap_or(rest);
            (rest.is_empty() || rest.starts_with(['.', '['])) && Path::parse(text).is_ok()
        }
        None => is_call(text) && Call::parse(text).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_paths_lead_to_one_node() {
        for path in
            ["$", "$.a.b", "$.a[0]", "$['a:b, c?'].d", "$$.Map.Item.Value", "$var.a", "${Path}"]
        {
            assert_eq!(reference_fault(path), None, "{path}");
        }
        for path in
            ["a", "$..a", "$.a[*]", "$.a[1:2]", "$.a[?(@.b)]", "$.a.length()", "$.a[0,1]", "$.a["]
        {
            assert!(reference_fault(path).is_some(), "{path}");
        }
    }

    #[test]
    fn paths_are_parsed_to_their_end() {
        for path in [
            "$",
            "$.a[?(@.b > 1)].c",
            "$..a",
            "$['a b']",
            "$$.Execution.Id",
            "x-${Path}",
            "$.a[?(@.b==TOTAL)]",
        ] {
            assert_eq!(path_fault(path), None, "{path}");
        }
        for path in ["order.items", "$.a[", "$.a['b]", "$.a[x]", "$.a..", "States.UUID()"] {
            assert!(path_fault(path).is_some(), "{path}");
        }
    }
}
