//! Keeps web pages out of an endpoint on loopback, which asks nobody who they are.
//!
//! A page of any site can have its browser send requests to `127.0.0.1`, also under a name of its own that resolves to it
//! (DNS rebinding). The browser says so, in `Origin` and in `Host`. Programs on this machine name this machine.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, Uri, header, uri::Authority};

/// Whether the headers name nobody but this machine. What is not there names nobody.
pub(super) fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).is_none_or(|host| {
        host.to_str().is_ok_and(|host| {
            host.is_empty()
                || host.parse().is_ok_and(|host: Authority| names_this_machine(host.host()))
        })
    });
    let is_near = |origin: &HeaderValue| {
        let uri = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
        uri.as_ref().and_then(Uri::host).is_some_and(names_this_machine)
            && uri.as_ref().and_then(Uri::scheme).is_some()
    };
    host && headers.get(header::ORIGIN).is_none_or(is_near)
}

/// `localhost`, a loopback address, or the name by which a container calls its host, each also behind the `sync-` of an SDK.
fn names_this_machine(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("sync-").unwrap_or(&host);
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or_else(
        |_| {
            host == "localhost"
                || host.ends_with(".localhost")
                || ["host.docker.internal", "host.containers.internal"].contains(&host)
        },
        |address| address.is_loopback(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_let_in(name: header::HeaderName, value: &'static str) -> bool {
        is_of_this_machine(&HeaderMap::from_iter([(name, HeaderValue::from_static(value))]))
    }

    #[test]
    fn only_this_machine_is_named() {
        assert!(is_of_this_machine(&HeaderMap::new()));
        for host in [
            "127.0.0.1:8083",
            "localhost:8083",
            "LOCALHOST",
            "[::1]:8083",
            "sync-127.0.0.1:8083",
            "sync-localhost:8083",
            "sync-states.localhost",
            "host.docker.internal:8083",
            "",
        ] {
            assert!(is_let_in(header::HOST, host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:8083", "10.0.0.1", "127.0.0.1.nip.io"]
        {
            assert!(!is_let_in(header::HOST, host), "{host}");
        }
        assert!(is_let_in(header::ORIGIN, "http://localhost:3000"));
        for origin in ["https://evil.example", "null", "localhost", "file://"] {
            assert!(!is_let_in(header::ORIGIN, origin), "{origin}");
        }
    }
}
