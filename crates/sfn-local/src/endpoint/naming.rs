//! Names of state machines and executions.

use super::error::ApiError;

/// What a name may not contain: white space, these, and control characters (`CreateStateMachine`, `name`).
const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";

/// Refuses a name that AWS refuses.
pub(super) fn check(name: &str) -> Result<(), ApiError> {
    let allowed = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !FORBIDDEN.contains(c)
            && !matches!(c, '\u{fffe}'..='\u{ffff}' | '\u{10ffff}')
    };
    if name.chars().all(allowed) { Ok(()) } else { Err(ApiError::invalid_name(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbidden_character_is_refused_and_dots_are_not() {
        for c in
            FORBIDDEN.chars().chain([' ', '\t', '\0', '\u{1f}', '\u{7f}', '\u{9f}', '\u{ffff}'])
        {
            let name = format!("a{c}b");
            assert_eq!(check(&name).unwrap_err().message, format!("Invalid Name: '{name}'"));
        }
        check("state.machine_fdf373ca-é").unwrap();
    }
}
