//! How a call fails: the error as Step Functions names it, with the words of the AWS SDK for Java that it calls by.

use serde_json::Value;
use sfn_catalog::{Operation, Service};
use sfn_local::TaskFailure;

use crate::local::{client::Response, xml::Element};

/// Optimized integrations that call by the first version of the SDK: the name of the service in causes, and the exception
/// for what the API model has no name for. Causes of DynamoDB, Lambda and SNS are recorded; of the others AWS's pages show
/// the exception, whose name is made in the same way.
const FIRST_SDK: [(&str, &str, &str); 7] = [
    ("Athena", "AmazonAthena", "AmazonAthenaException"),
    ("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
    ("ECS", "AmazonECS", "AmazonECSException"),
    ("Lambda", "AWSLambda", "AWSLambdaException"),
    ("SNS", "AmazonSNS", "AmazonSNSException"),
    ("SQS", "AmazonSQS", "AmazonSQSException"),
    ("SageMaker", "AmazonSageMaker", "AmazonSageMakerException"),
];

/// What a service says when it refuses a call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    code: String,
    message: Option<String>,
    request_id: Option<String>,
    /// S3 has a second one.
    host_id: Option<String>,
}

impl Refusal {
    pub(super) fn of_json(answer: &Value) -> Self {
        let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            code: bare(&text("__type").or_else(|| text("code")).unwrap_or_default()),
            message: text("message").or_else(|| text("Message")),
            ..Self::default()
        }
    }

    /// AWS Query and most of REST have the error in a response, EC2 in a list, and S3 has nothing around it.
    pub(super) fn of_xml(answer: &Element) -> Self {
        let list = answer.child("Errors").unwrap_or(answer);
        let error = list.child("Error").unwrap_or(answer);
        let text = |element: &Element, name| element.text_of(name).map(str::to_owned);
        let id =
            |element: &Element| text(element, "RequestId").or_else(|| text(element, "RequestID"));
        Self {
            code: text(error, "Code").unwrap_or_default(),
            message: text(error, "Message"),
            request_id: id(answer).or_else(|| id(error)),
            host_id: text(error, "HostId"),
        }
    }
}

/// `com.amazonaws.sqs#QueueDoesNotExist`, `ThrottlingException:http://…`
fn bare(code: &str) -> String {
    let name = code.rsplit('#').next().unwrap_or_default();
    name.split(':').next().unwrap_or_default().to_owned()
}

/// The code of an error.
fn code(response: &Response, refusal: &Refusal) -> String {
    if !refusal.code.is_empty() {
        return refusal.code.clone();
    }
    response.header("x-amzn-errortype").map(bare).unwrap_or_default()
}

/// Whether the service only has too much to do.
pub(super) fn is_busy(response: &Response, refusal: &Refusal) -> bool {
    let code = code(response, refusal);
    let signs = ["Throttl", "TooManyRequests", "RequestLimitExceeded", "SlowDown"];
    response.status == 429 || signs.iter().any(|sign| code.contains(sign))
}

/// How the operation failed. What is no answer of a service, such as the page of a proxy, stands in the cause as it came.
pub(super) fn of(
    prefix: &str,
    (service, operation): (Service, Operation),
    response: &Response,
    refusal: Refusal,
) -> TaskFailure {
    let header = |name| response.header(name).map(str::to_owned);
    let code = code(response, &refusal);
    let is_head = operation.http().is_some_and(|(method, _)| method == "HEAD");
    let named = if is_head && response.status == 404 {
        // Such an answer has no body: what is missing is what the operation asks for.
        operation.errors().next()
    } else {
        // The client of a service knows the exceptions of all its operations.
        let of_others = || service.operations().find_map(|other| other.error_of(&code));
        operation.error_of(&code).or_else(of_others)
    };
    let service = service.error_prefix();
    let message = refusal.message.unwrap_or_else(|| response.excerpt());
    // What the SDK for Java has where nothing was said, as in the answer to a HEAD.
    let message = if message.is_empty() { "null".to_owned() } else { message };
    let id = refusal.request_id.or_else(|| header("x-amzn-requestid"));
    let id = id.or_else(|| header("x-amz-request-id")).unwrap_or_default();
    let status = response.status;
    let first = FIRST_SDK.iter().find(|(known, ..)| *known == prefix);
    let (base, details) = if let Some((_, client, base)) = first {
        let details = format!(
            "Service: {client}; Status Code: {status}; Error Code: {code}; Request ID: {id}; Proxy: null"
        );
        ((*base).to_owned(), details)
    } else {
        let host = refusal.host_id.or_else(|| header("x-amz-id-2"));
        let host = host.map(|id| format!(", Extended Request ID: {id}")).unwrap_or_default();
        let details = format!("Service: {service}, Status Code: {status}, Request ID: {id}{host}");
        (format!("{service}Exception"), details)
    };
    // The last one of the operation's stands for all without a name.
    let named = named.and_then(|name| Some(name.split_once('.')?.1));
    let named = named.filter(|name| *name != format!("{service}Exception"));
    TaskFailure::new(
        format!("{prefix}.{}", named.unwrap_or(&base)),
        format!("{message} ({details})"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Response { status, headers: headers.collect(), body: body.as_bytes().to_vec() }
    }

    fn failed(
        prefix: &str,
        (service, operation): (&str, &str),
        response: &Response,
        refusal: Refusal,
    ) -> (String, String) {
        let service = sfn_catalog::service(service).unwrap();
        let operation = service.operation(operation).unwrap();
        let failure = of(prefix, (service, operation), response, refusal);
        (failure.error, failure.cause)
    }

    fn of_xml(document: &str) -> Refusal {
        Refusal::of_xml(&Element::parse(document.as_bytes()).unwrap())
    }

    #[test]
    fn an_error_has_the_name_of_the_sdk() {
        let none = of_xml(
            "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><RequestId>r</RequestId><HostId>h</HostId></Error>",
        );
        assert_eq!(
            failed("S3", ("s3", "getObject"), &response(404, &[], ""), none),
            (
                "S3.NoSuchKeyException".to_owned(),
                "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: r, Extended Request ID: h)"
                    .to_owned()
            )
        );
        let head = failed("S3", ("s3", "headObject"), &response(404, &[], ""), Refusal::default());
        assert_eq!(head.0, "S3.NoSuchKeyException");
        assert_eq!(head.1, "null (Service: S3, Status Code: 404, Request ID: )");
        let bucket = of_xml("<Error><Code>NoSuchBucket</Code><Message>m</Message></Error>");
        let bucket = failed("S3", ("s3", "getObject"), &response(404, &[], ""), bucket);
        assert_eq!(bucket.0, "S3.NoSuchBucketException");
        let slow = of_xml("<Error><Code>SlowDown</Code><Message>no</Message></Error>");
        let slow = failed("S3", ("s3", "getObject"), &response(503, &[], ""), slow);
        assert_eq!(slow.0, "S3.S3Exception");
        let report = of_xml(
            "<ErrorResponse xmlns='u'><Error><Type>Sender</Type><Code>ReportNotPresent</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>",
        );
        let report = failed("Iam", ("iam", "getCredentialReport"), &response(410, &[], ""), report);
        assert_eq!(report.0, "Iam.CredentialReportNotPresentException");
        assert_eq!(report.1, "m (Service: Iam, Status Code: 410, Request ID: r)");
        let missing = of_xml(
            "<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>",
        );
        let missing = failed("Ec2", ("ec2", "describeInstances"), &response(400, &[], ""), missing);
        assert_eq!(
            missing,
            (
                "Ec2.Ec2Exception".to_owned(),
                "m (Service: Ec2, Status Code: 400, Request ID: r)".to_owned()
            )
        );
    }

    #[test]
    fn some_optimized_integrations_have_the_words_of_the_first_sdk() {
        let answer = json!({ "__type": "com.amazon.coral.validate#ValidationException", "message": "1 validation error" });
        let id = [("x-amzn-requestid", "r")];
        let call = ("dynamodb", "putItem");
        let refused =
            |prefix| failed(prefix, call, &response(400, &id, ""), Refusal::of_json(&answer));
        assert_eq!(
            refused("DynamoDB"),
            (
                "DynamoDB.AmazonDynamoDBException".to_owned(),
                "1 validation error (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: r; Proxy: null)".to_owned()
            )
        );
        assert_eq!(
            refused("DynamoDb"),
            (
                "DynamoDb.DynamoDbException".to_owned(),
                "1 validation error (Service: DynamoDb, Status Code: 400, Request ID: r)"
                    .to_owned()
            )
        );
        let gone = of_xml(
            "<ErrorResponse><Error><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>",
        );
        let gone = failed("SNS", ("sns", "publish"), &response(404, &[], ""), gone);
        assert_eq!(gone.0, "SNS.NotFoundException");
        assert!(
            gone.1.starts_with(
                "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; "
            ),
            "{}",
            gone.1
        );
    }
}
