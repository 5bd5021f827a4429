//! The form of paths and intrinsic calls, as far as it can be seen without parsing them in full.

/// The intrinsic functions.
const FUNCTIONS: &[&str] = &[
    "Array",
    "ArrayContains",
    "ArrayGetItem",
    "ArrayLength",
    "ArrayPartition",
    "ArrayRange",
    "ArrayUnique",
    "Base64Decode",
    "Base64Encode",
    "Format",
    "Hash",
    "JsonMerge",
    "JsonToString",
    "MathAdd",
    "MathRandom",
    "StringSplit",
    "StringToJson",
    "UUID",
];

/// A path, the call of an intrinsic function, or a text that holds a placeholder.
pub(super) fn is_lookup(text: &str) -> bool {
    text.starts_with('$') || is_call(text) || text.contains("${")
}

/// `States.Name(…)` with a name that exists.
pub(super) fn is_call(text: &str) -> bool {
    let call = text
        .trim()
        .strip_prefix("States.")
        .and_then(|call| call.strip_suffix(')')?.split_once('('));
    call.is_some_and(|(name, _)| FUNCTIONS.contains(&name.trim_end()))
}

/// A path to a single node: names and indexes only.
pub(super) fn is_reference(text: &str) -> bool {
    let plain = without_quoted(text);
    let is_single = !plain.contains("..") && !plain.contains(['@', ',', ':', '?', '*', '(', ' ']);
    (text.starts_with('$') && is_single) || text.contains("${")
}

/// The text without what stands in single quotes, where every character is a part of a name.
fn without_quoted(text: &str) -> String {
    text.split('\'').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_call, is_reference};

    #[test]
    fn reference_paths_lead_to_one_node() {
        for path in
            ["$", "$.a.b", "$.a[0]", "$['a:b, c?'].d", "$$.Map.Item.Value", "$var.a", "${Path}"]
        {
            assert!(is_reference(path), "{path}");
        }
        for path in ["a", "$..a", "$.a[*]", "$.a[1:2]", "$.a[?(@.b)]", "$.a.length()", "$.a[0,1]"] {
            assert!(!is_reference(path), "{path}");
        }
    }

    #[test]
    fn calls_name_a_function() {
        assert!(is_call("States.Format('{}', $.a)") && is_call("States.UUID()"));
        assert!(!is_call("States.Upper($.a)") && !is_call("Format('')") && !is_call("States.UUID"));
    }
}
