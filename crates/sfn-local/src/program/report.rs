//! Findings of the compiler, in the shape of the project's diagnostics.

use sfn_asl::{Diagnostic, Location, Severity};
use sfn_query::{
    jsonata::SyntaxError, payload_template::PayloadTemplateError, template::TemplateError,
};

fn diagnostic(
    code: &'static str,
    rule: &'static str,
    location: Location,
    message: String,
) -> Diagnostic {
    Diagnostic {
        code,
        rule,
        severity: Severity::Error,
        aws_location: Some(location.to_string()),
        location: Some(location),
        position: None,
        end: None,
        message,
        help: None,
        related: Vec::new(),
        aws_code: None,
        aws_message: None,
    }
}

/// Something that AWS runs and this runner does not, yet.
pub(super) fn not_supported(location: Location, what: &str, help: &str) -> Diagnostic {
    Diagnostic {
        help: Some(help.to_owned()),
        ..diagnostic(
            "SFN-LOCAL",
            "not-supported-locally",
            location,
            format!("{what} is not supported yet in local runs"),
        )
    }
}

/// A definition that AWS would refuse; the rules of `sfn-asl` say more about it.
pub(super) fn malformed(location: Location, message: impl Into<String>) -> Diagnostic {
    diagnostic("SFN-LOCAL", "not-runnable", location, message.into())
}

pub(super) fn missing_target(location: Location, field: &str, name: &str) -> Diagnostic {
    Diagnostic {
        aws_code: Some("MISSING_TRANSITION_TARGET"),
        ..diagnostic(
            "SFN005",
            "next-target",
            location,
            format!("`{field}` leads to `{name}`, which is no state of this scope"),
        )
    }
}

pub(super) fn placeholder(location: Location, text: &str) -> Diagnostic {
    Diagnostic {
        help: Some("give it a value, such as `--param Name=Value`".to_owned()),
        ..diagnostic(
            "SFN-LOCAL",
            "placeholder-not-filled",
            location,
            format!("`{text}` has no value"),
        )
    }
}

/// An expression that does not parse, in the field that the error names below `base`.
pub(super) fn jsonata_syntax(base: &Location, error: &TemplateError) -> Diagnostic {
    let location = error.path.split('/').fold(base.clone(), |location, part| location.field(part));
    Diagnostic {
        aws_code: Some(SyntaxError::AWS_CODE),
        ..diagnostic("SFN020", "jsonata-syntax", location, error.error.message.clone())
    }
}

/// A text that is no path, or no path of a single place.
pub(super) fn path(
    location: Location,
    text: &str,
    error: &sfn_query::SyntaxError,
    rule: PathRule,
) -> Diagnostic {
    let (code, rule) = match rule {
        PathRule::Path => ("SFN084", "path-syntax"),
        PathRule::Reference => ("SFN037", "reference-path"),
    };
    let (start, end) = (error.span.start, error.span.end);
    let place =
        if start < end { format!(", in characters {start} to {end}") } else { String::new() };
    let message = format!("`{text}` is no path: {error}{place}");
    Diagnostic {
        aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        ..diagnostic(code, rule, location, message)
    }
}

/// Which paths a field takes.
#[derive(Clone, Copy)]
pub(super) enum PathRule {
    Path,
    Reference,
}

/// A `.$` member, in the field that the error names below `base`, that holds neither a path nor the call of an intrinsic function.
pub(super) fn payload_template(base: &Location, error: &PayloadTemplateError) -> Diagnostic {
    let location = error.path.split('/').fold(base.clone(), |location, part| location.field(part));
    let message = match &error.error {
        Some(problem) => format!("`{}` cannot be looked up: {problem}", error.field),
        None => format!("`{}` holds no text that could be looked up", error.field),
    };
    // AWS names the field that the template is.
    let field = error.path.split('/').next().unwrap_or_default();
    Diagnostic {
        aws_code: Some("SCHEMA_VALIDATION_FAILED"),
        aws_message: Some(error.to_string()),
        aws_location: Some(base.field(field).to_string()),
        ..diagnostic("SFN033", "dotdollar-value", location, message)
    }
}
