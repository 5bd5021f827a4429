//! A definition in a file.

use std::path::{Path, PathBuf};

use sfn_asl::{Diagnostic, WorkflowType, read::Reading};

use crate::{
    Exit,
    console::Console,
    error::{Fault, Result},
    input::read_text,
    render::{Finding, Subject},
};

/// A file that was read as a definition.
pub(super) struct Source {
    /// The file, as messages name it.
    pub(super) name: String,
    /// What a state machine would be called after it.
    pub(super) stem: String,
    pub(super) reading: Reading,
}

/// Looks at each file. One that cannot be read is told, and the others are still looked at.
pub(super) fn each(
    files: &[PathBuf],
    console: &mut Console<'_>,
    mut look: impl FnMut(&Source, &mut Console<'_>) -> Result<Exit>,
) -> Result<Exit> {
    if files.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(StdinTwice.into());
    }
    let mut exit = Exit::Ok;
    for path in files {
        match Source::read(path, console) {
            Ok(source) => {
                let looked = look(&source, console)?;
                exit = if exit == Exit::Ok { looked } else { exit };
            }
            Err(error) => {
                console.fail(&error);
                exit = error.exit();
            }
        }
    }
    Ok(exit)
}

#[derive(Debug, thiserror::Error)]
#[error("stdin can be read once: give `-` one time")]
struct StdinTwice;

impl Fault for StdinTwice {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}

impl Source {
    fn read(path: &Path, console: &mut Console<'_>) -> Result<Self> {
        let (text, origin) = read_text(path, console)?;
        let is_yaml = path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        });
        let reading = if is_yaml { sfn_asl::read::yaml(&text) } else { sfn_asl::read::json(&text) };
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let ends = [".json", ".yaml", ".yml"];
        let stem = ends.iter().find_map(|end| file.strip_suffix(end)).unwrap_or(&file);
        let stem = stem.strip_suffix(".asl").unwrap_or(stem);
        let stem = Some(stem).filter(|stem| !["", "-"].contains(stem));
        Ok(Self { name: origin.0, stem: stem.unwrap_or("state-machine").to_owned(), reading })
    }

    /// What the rules find.
    pub(super) fn findings(&self, workflow_type: WorkflowType) -> Vec<Diagnostic> {
        self.reading.check(workflow_type)
    }

    /// The diagnostic with its position in the text, where it knows its place in the definition alone.
    pub(super) fn placed(&self, diagnostic: Diagnostic) -> Diagnostic {
        let place = diagnostic.location.as_ref();
        let span = place.and_then(|location| self.reading.positions.focus(location));
        Diagnostic { position: diagnostic.position.or(span.map(|span| span.start)), ..diagnostic }
    }

    /// The diagnostic, at its line of the file.
    pub(super) fn finding(&self, diagnostic: &Diagnostic) -> Finding {
        let related = diagnostic.related.iter().map(|related| {
            let place = Subject::File(self.name.clone(), related.position);
            format!("{} at {place}", related.message)
        });
        Finding {
            subject: Subject::File(self.name.clone(), diagnostic.position),
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
