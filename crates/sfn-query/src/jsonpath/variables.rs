//! The variables in a text, without parsing it: AWS takes more paths than are parsed here.

use std::collections::BTreeSet;

/// The names of the variables in a path or in the call of an intrinsic function: `$name`, which neither
/// `$.member` nor `$$` is.
///
/// ```
/// let names = sfn_query::jsonpath::variables_in("States.Format('{} of {}', $done, $.all)");
/// assert!(names.into_iter().eq(["done"]));
/// ```
pub fn variables_in(text: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = BTreeSet::new();
    let mut in_quotes = false;
    let mut escaped = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        // Behind a point or inside a name it is a character of a member's name.
        let begins_path = !in_quotes && !is_name(before) && !matches!(before, '$' | '.' | '-');
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => in_quotes = !in_quotes,
            '$' if begins_path => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let name: String = rest.chars().take_while(|&c| is_name(c)).collect();
                if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                    names.insert(name);
                }
            }
            _ => {}
        }
        before = c;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        variables_in(text).into_iter().collect()
    }

    #[test]
    fn paths_and_functions_read_variables_but_not_the_input_or_the_context() {
        assert_eq!(names("$answer"), ["answer"]);
        assert_eq!(names("$order.items[0]"), ["order"]);
        assert_eq!(names("States.Format('$no {}', $.x, $$.Execution.Id, $b_2, $a)"), ["a", "b_2"]);
        assert!(names("$.a.b").is_empty());
        assert!(names("$$.State.Name").is_empty());
        assert!(names("$").is_empty());
    }

    #[test]
    fn a_member_may_have_the_sign_in_its_name() {
        assert!(names("$.schema.$ref").is_empty());
        assert!(names("$.a$b").is_empty());
        assert!(names("$['$ref']").is_empty());
        assert_eq!(names("$.items[?(@.n > $least)]"), ["least"]);
    }
}
