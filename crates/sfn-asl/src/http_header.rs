//! Headers that an HTTP task cannot set, since Step Functions or the connection set them.
//!
//! # Source
//! <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>

const FORBIDDEN: [&str; 32] = [
    "A-IM",
    "Accept-Charset",
    "Accept-Datetime",
    "Accept-Encoding",
    "Authorization",
    "Cache-Control",
    "Connection",
    "Content-Encoding",
    "Content-MD5",
    "Date",
    "Expect",
    "Forwarded",
    "From",
    "Host",
    "HTTP2-Settings",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Origin",
    "Pragma",
    "Proxy-Authorization",
    "Referer",
    "Server",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
    "Warning",
];

const FORBIDDEN_PREFIXES: [&str; 3] = ["x-forwarded-", "x-amz-", "x-amzn-"];

/// Whether an HTTP task can set the header.
///
/// # Example
/// ```
/// use sfn_asl::http_header::is_allowed;
///
/// assert!(is_allowed("Idempotency-Key"));
/// assert!(!is_allowed("authorization"));
/// assert!(!is_allowed("X-Amz-Date"));
/// ```
#[must_use]
pub const fn is_allowed(name: &str) -> bool {
    let mut rest: &[&str] = &FORBIDDEN;
    while let [first, others @ ..] = rest {
        if name.eq_ignore_ascii_case(first) {
            return false;
        }
        rest = others;
    }
    let mut rest: &[&str] = &FORBIDDEN_PREFIXES;
    while let [first, others @ ..] = rest {
        if let Some((start, _)) = name.as_bytes().split_at_checked(first.len())
            && start.eq_ignore_ascii_case(first.as_bytes())
        {
            return false;
        }
        rest = others;
    }
    true
}
