//! What a placeholder stands for in the embedded endpoint, where nothing is really deployed.

use super::{Expected, ParamValue};

/// The kinds of resources that a name can end with, and how their ARNs look.
const ARNS: &[(&str, &str)] = &[
    ("Function", "arn:aws:lambda:{region}:{account}:function:{name}"),
    ("FunctionArn", "arn:aws:lambda:{region}:{account}:function:{name}"),
    ("LambdaArn", "arn:aws:lambda:{region}:{account}:function:{name}"),
    ("TopicArn", "arn:aws:sns:{region}:{account}:{name}"),
    ("QueueArn", "arn:aws:sqs:{region}:{account}:{name}"),
    ("TableArn", "arn:aws:dynamodb:{region}:{account}:table/{name}"),
    ("BucketArn", "arn:aws:s3:::{lower}"),
    ("BusArn", "arn:aws:events:{region}:{account}:event-bus/{name}"),
    ("StateMachineArn", "arn:aws:states:{region}:{account}:stateMachine:{name}"),
    ("ActivityArn", "arn:aws:states:{region}:{account}:activity:{name}"),
    ("RoleArn", "arn:aws:iam::{account}:role/{name}"),
    ("KeyArn", "arn:aws:kms:{region}:{account}:key/{name}"),
    ("SecretArn", "arn:aws:secretsmanager:{region}:{account}:secret:{name}"),
    ("Arn", "arn:aws:local:{region}:{account}:{name}"),
    ("QueueUrl", "https://sqs.{region}.amazonaws.com/{account}/{name}"),
    ("Url", "https://local.invalid/{name}"),
    ("Bucket", "{lower}"),
    ("BucketName", "{lower}"),
];

/// A plausible value, made from the name alone.
///
/// `ChargePaymentFunction` → the ARN of a function `ChargePayment`; `OrdersTable` → `OrdersTable`.
pub(crate) fn local_value(
    name: &str,
    expected: Expected,
    region: &str,
    account: &str,
) -> ParamValue {
    match expected {
        Expected::Number => return ParamValue::Number(30.into()),
        Expected::Boolean => return ParamValue::Boolean(false),
        Expected::Text => {}
    }
    let longest =
        ARNS.iter().filter(|(end, _)| name.ends_with(end)).max_by_key(|(end, _)| end.len());
    let Some((end, pattern)) = longest else { return ParamValue::text(name) };
    let stem = stem(name, end);
    ParamValue::Text(
        pattern
            .replace("{region}", region)
            .replace("{account}", account)
            .replace("{lower}", &stem.to_lowercase())
            .replace("{name}", stem),
    )
}

/// The name without what says its kind; names that are nothing but that stay.
fn stem<'a>(name: &'a str, end: &str) -> &'a str {
    let cut = match end {
        "Function" => end,
        "Bucket" | "BucketName" => "",
        _ => end.strip_suffix("Arn").map_or("Url", |_| "Arn"),
    };
    let stem = name.strip_suffix(cut).unwrap_or(name);
    let stem =
        if end == "FunctionArn" { stem.strip_suffix("Function").unwrap_or(stem) } else { stem };
    if stem.is_empty() { name } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_says_what_it_is() {
        let value = |name| local_value(name, Expected::Text, "us-east-1", "000000000000").to_text();
        assert_eq!(
            value("ChargePaymentFunction"),
            "arn:aws:lambda:us-east-1:000000000000:function:ChargePayment"
        );
        assert_eq!(
            value("ChargePaymentFunctionArn"),
            "arn:aws:lambda:us-east-1:000000000000:function:ChargePayment"
        );
        assert_eq!(value("AlertTopicArn"), "arn:aws:sns:us-east-1:000000000000:AlertTopic");
        assert_eq!(
            value("WorkQueueUrl"),
            "https://sqs.us-east-1.amazonaws.com/000000000000/WorkQueue"
        );
        assert_eq!(value("DocumentsBucket"), "documentsbucket");
        assert_eq!(value("OrdersTable"), "OrdersTable");
        assert_eq!(value("Function"), "arn:aws:lambda:us-east-1:000000000000:function:Function");
        assert_eq!(local_value("Limit", Expected::Number, "", ""), ParamValue::Number(30.into()));
    }
}
