//! AWS's names as Rust writes them.

/// `detectDocumentText` as `detect_document_text`, `createDBInstance` as `create_db_instance`, `ETag` as `e_tag`.
pub fn snake_case(name: &str) -> String {
    snake_letters(name).collect()
}

/// Whether the name in Rust is this.
pub fn is_snake_case(name: &str, of: &str) -> bool {
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

#[cfg(test)]
mod tests {
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
    }
}
