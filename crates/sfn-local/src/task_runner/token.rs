//! Task tokens. They carry the ARN of their execution, so that a server finds it without a table.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// A token of that execution.
pub(crate) fn encode(execution_arn: &str, [first, second]: [u64; 2]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{first:016x}{second:016x}{execution_arn}"))
}

/// The ARN of the execution that a token belongs to.
pub fn execution_arn(token: &str) -> Option<String> {
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    String::from_utf8(decoded)
        .ok()?
        .get(32..)
        .filter(|arn| arn.starts_with("arn:"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_to_its_execution() {
        let arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
        assert_eq!(execution_arn(&encode(arn, [1, 2])).as_deref(), Some(arn));
        assert_eq!(execution_arn("something else"), None);
    }
}
