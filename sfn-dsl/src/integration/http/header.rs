//! Headers that a call of an endpoint cannot have, since Step Functions or the connection set them.
//!
//! `A-IM`, `Accept-Charset`, `Accept-Datetime`, `Accept-Encoding`, `Authorization`, `Cache-Control`, `Connection`,
//! `Content-Encoding`, `Content-MD5`, `Date`, `Expect`, `Forwarded`, `From`, `Host`, `HTTP2-Settings`, `If-Match`,
//! `If-Modified-Since`, `If-None-Match`, `If-Range`, `If-Unmodified-Since`, `Max-Forwards`, `Origin`, `Pragma`,
//! `Proxy-Authorization`, `Referer`, `Server`, `TE`, `Trailer`, `Transfer-Encoding`, `Upgrade`, `Via`, `Warning`, and
//! all that begin with `x-forwarded-`, `x-amz-` or `x-amzn-`.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

pub use sfn_asl::http_header::is_allowed;

/// The name again, where a call can have the header; `#[workflow]` calls this while it compiles.
///
/// # Panics
/// Where it cannot.
#[doc(hidden)]
pub const fn checked(name: &'static str) -> &'static str {
    assert!(
        is_allowed(name),
        "Step Functions or the connection sets this header: credentials belong into the connection"
    );
    name
}
