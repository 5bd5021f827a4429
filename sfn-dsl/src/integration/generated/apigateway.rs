//! Amazon API Gateway.
//!
//! Written by `cargo xtask catalogue`, from the catalogue.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::native::TokenPlace;

integration! {
    /// `apigateway:invoke`.
    ///
    /// Required:
    /// - `ApiEndpoint`: a text.
    /// - `Method`: `GET`, `POST`, `PUT`, `DELETE`, `PATCH`, `HEAD` and so on.
    ///
    /// Optional: `.allow_null_values()`, `.auth_type()`, `.headers()`, `.path()`, `.query_parameters()`, `.request_body()`, `.stage()`.
    ///
    /// # ASL
    /// ```json
    /// {"Type": "Task", "Resource": "arn:aws:states:::apigateway:invoke",
    ///  "Arguments": {"ApiEndpoint": …, "Method": …}}
    /// ```
    ///
    /// # Permissions
    /// For some patterns and parameters `execute-api:Invoke`.
    ///
    /// # Source
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>
    fn invoke -> Invoke;
    resource "arn:aws:states:::apigateway:invoke";
    required api_endpoint: &str => "ApiEndpoint";
    required method: Method => "Method";
    members {
        /// `AllowNullValues`: `true` or `false`.
        allow_null_values: bool => "AllowNullValues";
        /// `AuthType`: `NO_AUTH`, `IAM_ROLE`, `RESOURCE_POLICY`.
        auth_type: AuthType => "AuthType";
        /// `Path`: a text.
        path: String => "Path";
        /// `RequestBody`: any JSON.
        request_body: Value => "RequestBody";
        /// `Stage`: a text.
        stage: String => "Stage";
    }
    maps {
        /// An entry of `Headers`: a map, each value a list, each element a text.
        headers: Vec<String> => "Headers";
        /// An entry of `QueryParameters`: a map, each value a list, each element a text.
        query_parameters: Vec<String> => "QueryParameters";
    }
    output InvokeOutput;
    error ApiGatewayError;
    callback TokenPlace::Header;
}

results! {
    /// `InvokeOutput`: what the call gives.
    InvokeOutput InvokeOutputFields {
        headers: or_empty BTreeMap<String, Vec<String>> => "Headers",
        response_body: optional Value => "ResponseBody",
        status_code: optional i32 => "StatusCode",
        status_text: optional String => "StatusText",
    }
}

choices! {
    /// A value that AWS knows.
    AuthType {
        NoAuth = "NO_AUTH",
        IamRole = "IAM_ROLE",
        ResourcePolicy = "RESOURCE_POLICY",
    }
}

choices! {
    /// A value that AWS knows.
    Method {
        Get = "GET",
        Post = "POST",
        Put = "PUT",
        Delete = "DELETE",
        Patch = "PATCH",
        Head = "HEAD",
        Options = "OPTIONS",
    }
}

errors! {
    /// How a call fails.
    ///
    /// # Source
    /// The exceptions of the API, under the prefix of the optimized integration: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>
    ApiGatewayError {
    }
}
