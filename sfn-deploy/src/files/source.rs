//! A definition in a file.

use std::path::Path;

use sfn_asl::{Diagnostic, read::Reading};

use crate::{console::Console, error::Result, input::read_text, render::Finding};

/// A file that was read as a definition.
pub(super) struct Source {
    /// The file, as messages name it.
    pub(super) name: String,
    /// What a state machine would be called after it.
    pub(super) stem: String,
    pub(super) reading: Reading,
}

impl Source {
    pub(super) fn read(path: &Path, console: &mut Console<'_>) -> Result<Self> {
        let (text, origin) = read_text(path, console)?;
        let is_yaml = path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        });
        let reading = if is_yaml { sfn_asl::read::yaml(&text) } else { sfn_asl::read::json(&text) };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = file.split('.').next().filter(|stem| !["", "-"].contains(stem));
        Ok(Self { name: origin.0, stem: stem.unwrap_or("state-machine").to_owned(), reading })
    }

    /// The diagnostic with its position in the text, where it knows its place in the definition alone.
    pub(super) fn placed(&self, diagnostic: Diagnostic) -> Diagnostic {
        let place = diagnostic.location.as_ref();
        let span = place.and_then(|location| self.reading.positions.focus(location));
        Diagnostic { position: diagnostic.position.or(span.map(|span| span.start)), ..diagnostic }
    }

    /// The diagnostic, at its line of the file.
    pub(super) fn finding(&self, diagnostic: &Diagnostic) -> Finding {
        let place = |position: Option<sfn_asl::Position>| {
            position.map_or_else(
                || self.name.clone(),
                |position| format!("{}:{}:{}", self.name, position.line, position.column),
            )
        };
        let related = diagnostic
            .related
            .iter()
            .map(|related| format!("{} at {}", related.message, place(related.position)));
        Finding {
            workflow: place(diagnostic.position),
            severity: diagnostic.severity,
            code: diagnostic.code,
            rule: diagnostic.rule,
            location: diagnostic.location.as_ref().map(ToString::to_string),
            source: None,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            related: related.collect(),
        }
    }
}
