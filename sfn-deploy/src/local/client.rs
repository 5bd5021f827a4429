//! A small HTTP client, that of the AWS SDK: one request, one response, whatever its status.

use std::sync::LazyLock;

use aws_smithy_http_client::{
    Connector,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::{
    http::{HttpConnector as _, SharedHttpConnector},
    orchestrator::HttpRequest,
};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};

/// Made once, since it reads the certificates of the system. Follows no redirects, and no proxies of the environment.
static CONNECTOR: LazyLock<SharedHttpConnector> = LazyLock::new(connector);

/// How much of a body a cause quotes, in characters.
const MOST_OF_BODY: usize = 1_000;

/// A response with all of its body.
#[derive(Clone, Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    /// The names are in lowercase; one may be there several times.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// The first header of a name in lowercase.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The beginning of the body, as text in one line.
    pub(super) fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(MOST_OF_BODY) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }
}

/// A request of a method to a URL.
pub(super) fn request(
    method: &str,
    url: &str,
    headers: &[(String, String)],
    body: Vec<u8>,
) -> Result<HttpRequest, String> {
    let mut request = HttpRequest::new(SdkBody::from(body));
    request.set_method(method).map_err(|error| error.to_string())?;
    request.set_uri(url).map_err(|error| error.to_string())?;
    for (name, value) in headers {
        let set = request.headers_mut().try_append(name.clone(), value.clone());
        set.map_err(|error| format!("the header `{name}`: {error}"))?;
    }
    Ok(request)
}

/// A client with connections of its own.
pub(super) fn connector() -> SharedHttpConnector {
    let tls = Provider::Rustls(CryptoMode::Ring);
    SharedHttpConnector::new(Connector::builder().tls_provider(tls).build())
}

/// Sends a request. The error says why no response came.
pub(super) async fn send(request: HttpRequest) -> Result<Response, String> {
    send_by(&CONNECTOR, request).await
}

/// Sends a request by this client.
pub(super) async fn send_by(
    client: &SharedHttpConnector,
    request: HttpRequest,
) -> Result<Response, String> {
    let is_tls = request.uri().starts_with("https:");
    let response = client.call(request).await.map_err(|error| {
        let why = innermost(&error);
        // What comes back is no TLS, though it may be HTTP.
        let is_other = is_tls && why.contains("InvalidContentType");
        if is_other { format!("it does not speak TLS; is it `http://`? ({why})") } else { why }
    })?;
    let status = response.status().as_u16();
    let headers =
        response.headers().iter().map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers = headers.collect();
    let body = ByteStream::new(response.into_body()).collect().await;
    let body = body.map_err(|error| innermost(&error))?.to_vec();
    Ok(Response { status, headers, body })
}

/// What is really the matter; what is around it says only that there was an error.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
