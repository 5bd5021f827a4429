//! The checksum of a body, which S3 insists on for some operations and the SDK sends with all that take one.
//!
//! Source: <https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html>

use base64::{Engine, prelude::BASE64_STANDARD};
use sfn_catalog::Operation;
use sha2::{Digest, Sha256};

use super::rest::Parts;

/// What the API names the algorithm by.
const ALGORITHM: &str = "x-amz-sdk-checksum-algorithm";

/// Adds the checksum, unless the arguments hold one or want an algorithm that we do not have.
pub(super) fn add(operation: Operation, parts: &mut Parts) {
    let takes_one = operation.input().wire_members().iter().any(|member| member.name == ALGORITHM);
    let has = |name: &str| parts.headers.iter().any(|(known, _)| known.starts_with(name));
    if parts.body.is_empty() || !takes_one || has("x-amz-checksum-") {
        return;
    }
    let wanted = parts.headers.iter().find(|(name, _)| name == ALGORITHM);
    let (name, sum) = match wanted.map(|(_, algorithm)| algorithm.as_str()) {
        None | Some("CRC32") => {
            ("crc32", BASE64_STANDARD.encode(crc32fast::hash(&parts.body).to_be_bytes()))
        }
        Some("SHA256") => ("sha256", BASE64_STANDARD.encode(Sha256::digest(&parts.body))),
        Some(_) => return,
    };
    if wanted.is_none() {
        parts.headers.push((ALGORITHM.to_owned(), "CRC32".to_owned()));
    }
    parts.headers.push((format!("x-amz-checksum-{name}"), sum));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &str, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let operation = sfn_catalog::service("s3").unwrap().operation(name).unwrap();
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut parts =
            Parts { headers: given.collect(), body: b"false".to_vec(), ..Parts::default() };
        add(operation, &mut parts);
        parts.headers
    }

    #[test]
    fn what_takes_a_checksum_gets_one() {
        // Recorded: Step Functions put `false`.
        let put = headers("putObject", &[]);
        assert!(
            put.contains(&("x-amz-checksum-crc32".to_owned(), "K81oMA==".to_owned())),
            "{put:?}"
        );
        let sha = headers("deleteObjects", &[(ALGORITHM, "SHA256")]);
        assert_eq!(sha.len(), 2);
        assert!(sha[1].0 == "x-amz-checksum-sha256" && sha[1].1.len() == 44, "{sha:?}");
        assert_eq!(headers("putObject", &[("x-amz-checksum-crc32c", "x")]).len(), 1);
        assert_eq!(headers("getObject", &[]), []);
    }
}
