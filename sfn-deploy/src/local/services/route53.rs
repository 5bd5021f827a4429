//! Identifiers of Route 53: the service gives `/hostedzone/Z1`, of which the AWS SDK for Java leaves `Z1`, which is also what
//! requests want in their paths.

use serde_json::Value;

const PREFIXES: [&str; 3] = ["/hostedzone/", "/change/", "/delegationset/"];

/// The result with its identifiers as the SDK has them.
pub(super) fn with_bare_ids(result: Value) -> Value {
    match result {
        Value::String(text) => {
            let bare = PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix));
            bare.map(str::to_owned).unwrap_or(text).into()
        }
        Value::Array(items) => items.into_iter().map(with_bare_ids).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name, with_bare_ids(value))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_lose_their_kind() {
        let result = json!({ "ChangeInfo": { "Id": "/change/C1" }, "HostedZones": [{ "Id": "/hostedzone/Z1", "Name": "/x/" }] });
        assert_eq!(
            with_bare_ids(result),
            json!({ "ChangeInfo": { "Id": "C1" }, "HostedZones": [{ "Id": "Z1", "Name": "/x/" }] })
        );
    }
}
