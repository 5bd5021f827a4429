//! AWS's names as Rust writes them.

use proc_macro2::{Ident, Span};

/// A type's name: with a capital first, and a letter.
pub(super) fn type_name(name: &str) -> String {
    let bare = name.trim_start_matches('_');
    let mut letters = bare.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An identifier, raw where the name is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    match name {
        // Not even raw identifiers.
        "self" | "super" | "crate" | "Self" => Ident::new(&format!("{name}_"), Span::call_site()),
        name => syn::parse_str::<Ident>(name)
            .unwrap_or_else(|_| Ident::new_raw(name, Span::call_site())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sfn_catalog::snake_case;

    use super::*;

    #[test]
    fn keywords_are_raw() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("self").to_string(), "self_");
    }

    /// No two operations of a service, and no two members of what one gives, have the same name in Rust.
    #[test]
    fn names_stay_apart() {
        for service in sfn_catalog::services() {
            let mut names = BTreeSet::new();
            for operation in service.operations() {
                let name = snake_case(operation.name());
                assert!(names.insert(name), "{} {}", service.name(), operation.name());
                let mut members = BTreeSet::new();
                for member in operation.output().members() {
                    assert!(
                        members.insert(snake_case(member.name)),
                        "{} {}",
                        operation.name(),
                        member.name
                    );
                    ident(&snake_case(member.name));
                }
            }
        }
    }
}
