//! The list of known failures. A failure that is not in it and a pass that is are both errors.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::{Case, Verdict};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    failure: Vec<Failure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    kind: String,
    id: String,
    /// `result`, or `history` where only the history differs.
    level: Level,
    reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Level {
    Result,
    History,
}

/// The known failures by kind and id.
pub(super) struct Known(BTreeMap<(String, String), (Level, String)>);

impl Known {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let file: File = toml::from_str(&super::read(path)?)
            .map_err(|error| format!("`{}`: {error}", path.display()))?;
        Ok(Self(file.failure.into_iter().map(|f| ((f.kind, f.id), (f.level, f.reason))).collect()))
    }

    pub(super) fn reason(&self, kind: &str, id: &str) -> Option<&str> {
        self.entry(kind, id).map(|(_, reason)| reason.as_str())
    }

    fn entry(&self, kind: &str, id: &str) -> Option<&(Level, String)> {
        self.0.get(&(kind.to_owned(), id.to_owned()))
    }

    /// What is not as the list says. `partial`: only some cases were run.
    pub(super) fn check(&self, kind: &str, cases: &[Case], partial: bool) -> Vec<String> {
        let mut findings = Vec::new();
        for case in cases {
            let known = self.entry(kind, &case.id).map(|(level, _)| *level);
            let finding = match (&case.verdict, known) {
                (Verdict::Fail(_), None | Some(Level::History)) => "fails unexpectedly",
                (Verdict::History(_), None) => "has an unexpected history",
                (Verdict::History(_), Some(Level::Result)) => {
                    "is listed as a failure, but its result is right: list it as `history`"
                }
                (Verdict::Pass | Verdict::Skip(_), Some(_)) => {
                    "is listed as a failure, but passes: take it off the list"
                }
                _ => continue,
            };
            findings.push(format!("{kind}: `{}` {finding}", case.id));
        }
        let is_unknown = |id: &String| !cases.iter().any(|case| case.id == *id);
        if !partial {
            let unknown = self.0.keys().filter(|(of, id)| of == kind && is_unknown(id));
            findings.extend(unknown.map(|(_, id)| {
                format!("{kind}: `{id}` is listed as a failure, but there is no such case")
            }));
        }
        findings
    }
}
