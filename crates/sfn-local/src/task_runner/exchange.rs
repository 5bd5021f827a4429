//! What an HTTP task sent and what came back.

use serde_json::{Value, json};

/// An HTTP request of a call, and the response if one came: what `TestState` shows at the inspection level `TRACE`.
///
/// Source: <https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionDataRequest.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpExchange {
    /// `http` or `https`.
    pub protocol: String,
    /// Such as `POST`.
    pub method: String,
    /// With the query.
    pub url: String,
    /// The headers of the request, in their order.
    pub headers: Vec<(String, String)>,
    /// The body of the request, empty where there is none.
    pub body: String,
    /// What came back.
    pub response: Option<HttpResponse>,
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// Such as 404.
    pub status_code: u16,
    /// Such as `Not Found`.
    pub status_message: String,
    /// Its headers, in their order.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
}

impl HttpExchange {
    /// The members `request` and `response` of `inspectionData`.
    pub(crate) fn inspection(&self) -> impl Iterator<Item = (&'static str, Value)> {
        let request = json!({
            "protocol": self.protocol,
            "method": self.method,
            "url": self.url,
            "headers": listed(&self.headers),
            "body": self.body,
        });
        let response = self.response.as_ref().map(|response| {
            json!({
                "protocol": self.protocol,
                "statusCode": response.status_code.to_string(),
                "statusMessage": response.status_message,
                "headers": listed(&response.headers),
                "body": response.body,
            })
        });
        [("request", Some(request)), ("response", response)]
            .into_iter()
            .filter_map(|(member, value)| value.map(|value| (member, value)))
    }
}

/// Headers as AWS lists them: `[date: today, content-length: 2]`.
fn listed(headers: &[(String, String)]) -> String {
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("[{}]", headers.join(", "))
}
