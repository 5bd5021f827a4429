//! HTTP tasks: calls of any HTTPS endpoint, with the credentials of an EventBridge connection.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CallbackOutput;
use crate::{
    Data, TaskError,
    builder::Called,
    code::Code,
    data::{Fields, IntoExpr},
    expr::{Expr, field},
    native::TaskFuture,
    task::Kind,
};

pub mod header;

integration! {
    /// Calls an HTTPS endpoint, and gives its response with a body that is a `T`: `http::invoke::<Quote>(..)`.
    ///
    /// The connection holds the credentials, so that no secret stands in a definition. The endpoint may depend on the
    /// input; then the policy allows every endpoint, unless one is declared.
    ///
    /// # Example
    /// ```
    /// use sfn_dsl::{integration::http::{self, Method}, testing::Answers};
    /// use serde_json::json;
    ///
    /// let answers = Answers::new().on_json(http::invoke::<f64>, |_| {
    ///     Ok(json!({ "StatusCode": 200, "StatusText": "OK", "Headers": {}, "ResponseBody": 1.08 }))
    /// });
    /// let call = http::invoke::<f64>(Method::Get, "https://rates.example.com/eur", "${RatesConnection}")
    ///     .header("Accept", "application/json")
    ///     .query_parameter("day", "2026-01-01");
    /// let run = answers.run(call);
    /// assert_eq!(run.result.unwrap().response_body, 1.08);
    /// assert_eq!(run.calls[0].payload["QueryParameters"], json!({ "day": "2026-01-01" }));
    /// ```
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::http:invoke",
    ///  "Arguments": {"Method": "POST", "ApiEndpoint": "https://rates.example.com/eur",
    ///    "InvocationConfig": {"ConnectionArn": "${RatesConnection}"}, "RequestBody": {"day": "{% $day %}"}}}
    /// ```
    ///
    /// # Units
    /// A call has 60 seconds.
    ///
    /// # Permissions
    /// `states:InvokeHTTPEndpoint` with the method and the endpoint as conditions,
    /// `events:RetrieveConnectionCredentials` on the connection, and `secretsmanager:GetSecretValue` and
    /// `secretsmanager:DescribeSecret` on its secret.
    ///
    /// # Errors
    /// A status that is not 2xx is `States.Http.StatusCode.<status>`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
    fn invoke<T: CallbackOutput> -> Invoke;
    resource "arn:aws:states:::http:invoke";
    required method: Method => "Method";
    required api_endpoint: &str => "ApiEndpoint";
    required connection_arn: &str => "InvocationConfig.ConnectionArn";
    entries {
        /// A parameter of the query: `?name=value`.
        query_parameter: String => "QueryParameters";
    }
    output Response<T>;
    error HttpError;
}

impl<T: CallbackOutput> TaskFuture<Invoke<T>> {
    /// A header. Those that Step Functions or the connection set are refused, as [`header`] lists them.
    pub fn header(self, name: &'static str, value: impl Into<String>) -> Self {
        self.__entry("Headers", name, value.into())
    }

    /// The body of the request, as JSON; with [`url_encoded`](Self::url_encoded) as a form.
    pub fn request_body<B: Serialize + ?Sized>(self, body: &B) -> Self {
        self.__member("RequestBody", serde_json::json!(body))
    }

    /// The body is sent as a form: `application/x-www-form-urlencoded`.
    pub fn url_encoded(self) -> Self {
        self.__member("Transform.RequestBodyEncoding", URL_ENCODED)
    }
}

impl<K: Kind, T: CallbackOutput> Called<K, Invoke<T>> {
    /// A header. Those that Step Functions or the connection set are refused, as [`header`] lists them.
    pub fn header(self, name: &'static str, value: impl IntoExpr<String>) -> Self {
        self.__entry("Headers", name, value.into_expr().__code().clone())
    }

    /// The body of the request, as JSON; with [`url_encoded`](Self::url_encoded) as a form.
    pub fn request_body(self, body: impl IntoRequestBody) -> Self {
        self.__member("RequestBody", body.into_code())
    }

    /// The body is sent as a form: `application/x-www-form-urlencoded`.
    pub fn url_encoded(self) -> Self {
        self.__member("Transform.RequestBodyEncoding", Code::text(URL_ENCODED))
    }
}

/// What can be the body of a request in a workflow: an expression of any type, or a text.
pub trait IntoRequestBody {
    #[doc(hidden)]
    fn into_code(self) -> Code;
}

impl IntoRequestBody for Code {
    fn into_code(self) -> Code {
        self
    }
}

impl<T: Data> IntoRequestBody for Expr<T> {
    fn into_code(self) -> Code {
        self.__code().clone()
    }
}

impl<T: Data> IntoRequestBody for &Expr<T> {
    fn into_code(self) -> Code {
        self.__code().clone()
    }
}

impl IntoRequestBody for &str {
    fn into_code(self) -> Code {
        Code::text(self)
    }
}

const URL_ENCODED: &str = "URL_ENCODED";

/// The method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `PATCH`
    Patch,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
}

impl IntoExpr<Self> for Method {
    fn into_expr(self) -> Expr<Self> {
        Expr::__new(Code::Literal(serde_json::json!(self)))
    }
}

/// A response whose status is 2xx.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Response<T> {
    /// The status: 200 to 299.
    pub status_code: u32,
    /// What the status is called, such as `OK`.
    pub status_text: String,
    /// The headers, each with its values.
    #[serde(default)]
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body: JSON where the endpoint says it is, else text.
    pub response_body: T,
}

/// The fields of a [`Response`] in a workflow.
#[doc(hidden)]
pub struct ResponseProxy<T> {
    pub status_code: Expr<u32>,
    pub status_text: Expr<String>,
    pub headers: Expr<BTreeMap<String, Vec<String>>>,
    pub response_body: Expr<T>,
}

// By hand, since what `derive(Data)` makes has no type parameters.
impl<T: Data> Data for Response<T> {
    const __IS_OBJECT: bool = true;
}

impl<T: Data> Fields for Response<T> {
    type Proxy = ResponseProxy<T>;

    fn __proxy(base: &Code) -> ResponseProxy<T> {
        ResponseProxy {
            status_code: field(base, "StatusCode"),
            status_text: field(base, "StatusText"),
            headers: field(base, "Headers"),
            response_body: field(base, "ResponseBody"),
        }
    }

    fn __update(base: Code, fields: Vec<(&'static str, Code)>) -> Code {
        let members = fields.into_iter().map(|(name, value)| {
            let member = match name {
                "status_code" => "StatusCode",
                "status_text" => "StatusText",
                "headers" => "Headers",
                _ => "ResponseBody",
            };
            (member.into(), value)
        });
        Code::call("merge", [Code::Array(vec![base, Code::Object(members.collect())])])
    }
}

/// How a call fails.
///
/// # Source
/// <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
#[derive(Clone, Debug, PartialEq, Eq, TaskError)]
pub enum HttpError {
    /// 400
    #[sfn(name = "States.Http.StatusCode.400")]
    BadRequest,
    /// 401
    #[sfn(name = "States.Http.StatusCode.401")]
    Unauthorized,
    /// 403
    #[sfn(name = "States.Http.StatusCode.403")]
    Forbidden,
    /// 404
    #[sfn(name = "States.Http.StatusCode.404")]
    NotFound,
    /// 409
    #[sfn(name = "States.Http.StatusCode.409")]
    Conflict,
    /// 429
    #[sfn(name = "States.Http.StatusCode.429")]
    TooManyRequests,
    /// 500
    #[sfn(name = "States.Http.StatusCode.500")]
    InternalServerError,
    /// 502
    #[sfn(name = "States.Http.StatusCode.502")]
    BadGateway,
    /// 503
    #[sfn(name = "States.Http.StatusCode.503")]
    ServiceUnavailable,
    /// 504
    #[sfn(name = "States.Http.StatusCode.504")]
    GatewayTimeout,
    /// The endpoint was not there, or did not answer within 60 seconds.
    #[sfn(name = "States.Http.Socket")]
    Socket,
    /// It took too long.
    #[sfn(timeout)]
    TimedOut,
    /// Any other error: another status, or `Events.ConnectionResource.…` where the connection cannot be used.
    #[sfn(other)]
    Other {
        /// `Error`
        name: String,
        /// `Cause`
        cause: String,
    },
}
