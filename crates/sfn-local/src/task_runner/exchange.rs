//! What an HTTP task sent and what came back.

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
