//! The shared data: found through `SFN_SHARED`, or beside the workspace.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "tests read shared data")]

use std::{
    env, fs,
    io::{self, Write},
    path::PathBuf,
};

use serde_json::Value;

/// The lines of a shared file; `None`, said loudly, where it is missing.
///
/// # Panics
/// Where it is missing in continuous integration, and where a line is no JSON.
pub(crate) fn lines(file: &str) -> Option<Vec<Value>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = env::var_os("SFN_SHARED").map_or_else(beside, PathBuf::from).join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        assert!(env::var_os("CI").is_none(), "the shared data is missing: {}", path.display());
        // Past the test harness, which keeps what `eprintln!` says to itself.
        writeln!(io::stderr(), "SKIPPED: the shared data is missing: {}", path.display())
            .expect("stderr takes text");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect())
}

/// The first digits of a definition's hash, which name it in these tests.
#[allow(dead_code, reason = "not every test names definitions")]
pub(crate) fn short_hash(line: &Value) -> &str {
    line["hash"].as_str().and_then(|hash| hash.get(..8)).expect("a hash")
}

/// The same, read once.
#[allow(dead_code, reason = "only properties read a file several times")]
pub(crate) fn cached(file: &'static str) -> Option<&'static [Value]> {
    static LINES: std::sync::OnceLock<Option<Vec<Value>>> = std::sync::OnceLock::new();
    LINES.get_or_init(|| lines(file)).as_deref()
}
