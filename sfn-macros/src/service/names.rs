//! AWS's names as Rust writes them.

use proc_macro2::{Ident, Span};

/// `detectDocumentText` as `detect_document_text`, `createDBInstance` as `create_db_instance`, `ETag` as `e_tag`.
pub(super) fn snake_case(name: &str) -> String {
    snake_letters(name).collect()
}

/// Whether the name in Rust is this.
pub(super) fn is_snake_case(name: &str, of: &str) -> bool {
    snake_letters(of).eq(name.chars())
}

fn snake_letters(name: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    let mut letters = name.chars().peekable();
    let words = std::iter::from_fn(move || {
        let letter = letters.next()?;
        let next_is_lower = letters.peek().is_some_and(char::is_ascii_lowercase);
        let begins_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before: char| {
                before != '_' && (!before.is_ascii_uppercase() || next_is_lower)
            });
        before = Some(letter);
        Some((begins_word.then_some('_'), letter.to_ascii_lowercase()))
    });
    words.flat_map(|(underscore, letter)| underscore.into_iter().chain([letter]))
}

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

    use super::*;

    #[test]
    fn names_are_those_that_the_sdk_for_rust_has() {
        for (aws, rust) in [
            ("detectDocumentText", "detect_document_text"),
            ("createDBInstance", "create_db_instance"),
            ("listObjectsV2", "list_objects_v2"),
            ("getIPSet", "get_ip_set"),
            ("ETag", "e_tag"),
            ("S3Object", "s3_object"),
            ("SsekmsKeyId", "ssekms_key_id"),
            ("Ec2InstanceId", "ec2_instance_id"),
            ("describeEC2InstanceLimits", "describe_ec2_instance_limits"),
        ] {
            assert_eq!(snake_case(aws), rust);
            assert!(is_snake_case(rust, aws));
        }
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
