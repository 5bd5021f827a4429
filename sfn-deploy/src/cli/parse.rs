//! Reads the values of options that can be wrong by form alone, so that they are refused before anything is looked up
//! or sent.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use sfn_local::Timestamp;

use super::S3;
use crate::placeholder::{ParamValue, is_name};

/// `NAME=VALUE`.
pub(super) fn param(text: &str) -> Result<(String, ParamValue), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    if !is_name(name) || name.contains(':') {
        return Err(format!(
            "`{name}` cannot be the name of a placeholder: letters, digits and `_`"
        ));
    }
    Ok((name.to_owned(), ParamValue::text(value)))
}

/// `NAME=COMMAND`, of a task.
pub(super) fn task(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, command)) if !name.trim().is_empty() && !command.trim().is_empty() => {
            Ok((name.trim().to_owned(), command.to_owned()))
        }
        _ => Err("expected NAME=COMMAND, such as charge='python3 charge.py'".to_owned()),
    }
}

/// The name of a region: words of lower-case letters and digits, of which the last is a number.
pub(crate) fn region(text: &str) -> Result<String, String> {
    let mut words: Vec<&str> = text.split('-').collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_digit());
    let is_word = |word: &&str| {
        !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let last = words.pop().unwrap_or_default();
    if words.len() >= 2 && words.iter().all(is_word) && is_number(last) {
        return Ok(text.to_owned());
    }
    Err("not the name of a region, such as eu-central-1".to_owned())
}

/// An address to listen on. No other name than `localhost`, which may stand for several.
pub(super) fn host(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    text.parse().map_err(|_| "neither an IP address nor `localhost`".to_owned())
}

/// A folder that exists, or the URL of a server.
pub(super) fn s3(text: &str) -> Result<S3, String> {
    if text.contains("://") {
        return endpoint_url(text).map(S3::Server);
    }
    let path = PathBuf::from(text);
    if path.is_dir() {
        return Ok(S3::Folder(path));
    }
    let url = format!("http://{text}");
    let is_server = text.contains(':') && endpoint_url(&url).is_ok();
    let help = if is_server { format!("; a server is named as {url}") } else { String::new() };
    Err(format!("there is no such folder{help}"))
}

/// A moment, to the second.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "not a time such as 2026-01-01T00:00:00Z".to_owned())
}

/// `http://host[:port][/path]`, or with `https`.
pub(crate) fn endpoint_url(text: &str) -> Result<String, String> {
    let fault = url_fault(text);
    fault.map_or_else(
        || Ok(text.to_owned()),
        |fault| Err(format!("{fault}; a right one is http://127.0.0.1:8083")),
    )
}

fn url_fault(text: &str) -> Option<&'static str> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("a URL has no spaces");
    }
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    if !["http", "https"].contains(&scheme) {
        return Some("a URL of an endpoint begins with http:// or https://");
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if authority.contains('@') || path.contains(['?', '#']) {
        return Some("only a host, a port and a path can be given");
    }
    // The colons of an IPv6 address stand inside of brackets.
    let end_of_host = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let (host, port) = match authority.get(end_of_host..).and_then(|rest| rest.find(':')) {
        Some(colon) => authority.split_at(end_of_host + colon),
        None => (authority, ""),
    };
    if host.is_empty() {
        return Some("the URL names no host");
    }
    if !host.chars().all(|c| c.is_ascii_alphanumeric() || "-._[]:".contains(c)) {
        return Some("the host has characters that no host name has");
    }
    let port_is_fine =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    (!port_is_fine).then_some("the port is not a number up to 65535")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions() {
        for right in ["us-east-1", "us-gov-west-1", "eusc-de-east-1", "ap-southeast-10"] {
            assert!(region(right).is_ok(), "{right}");
        }
        for wrong in
            ["", "bad region", "us-east", "US-EAST-1", "us-east-1a", "-1", "us--1", "eu-west-1 "]
        {
            assert!(region(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn urls() {
        for right in [
            "http://127.0.0.1:8083",
            "https://states.eu-central-1.amazonaws.com",
            "http://[::1]:4566/",
            "http://localhost/path",
        ] {
            assert!(endpoint_url(right).is_ok(), "{right}");
        }
        for (wrong, why) in [
            ("127.0.0.1:8083", "begins with http:// or https://"),
            ("ftp://host", "begins with http:// or https://"),
            ("", "begins with http:// or https://"),
            ("http://a b", "no spaces"),
            ("http://", "no host"),
            ("http://:80", "no host"),
            ("http://host:port", "the port"),
            ("http://host:99999", "the port"),
            ("http://host:", "the port"),
            ("http://host/?a=b", "only a host"),
            ("http://ho<st>", "characters"),
        ] {
            let error = endpoint_url(wrong).unwrap_err();
            assert!(
                error.contains(why) && error.contains("http://127.0.0.1:8083"),
                "{wrong}: {error}"
            );
        }
    }
}
