//! `cargo xtask catalogue`: writes `crates/sfn-catalog/data/catalogue.bin` from the packages that
//! `crates/sfn-catalog/data/packages.txt` pins and the tables that stand beside it.
//!
//! The same input gives the same bytes; `--check` holds the committed file against them.

mod block;
mod botocore;
mod names;
mod packages;
mod tables;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use sfn_catalog::layout::MAGIC;

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
    let mut blocks = Vec::new();
    for service in &services {
        let model = service.botocore.as_ref().map(|name| models.read(name)).transpose()?;
        if let Some(model) = &model {
            agree(service, &model.metadata.service_id)?;
        }
        blocks.push(block::write(service, model.as_ref())?);
    }
    let file = file(&blocks)?;
    let path = data.join("catalogue.bin");
    let committed = fs::read(&path).unwrap_or_default();
    println!("{} services, {} bytes", blocks.len(), file.len());
    if committed == file {
        println!("nothing changed");
        return Ok(());
    }
    if options.check {
        return Err(format!(
            "{} is not what the generator writes: run `cargo xtask catalogue`",
            path.display()
        ));
    }
    fs::write(&path, file).map_err(|error| format!("{}: {error}", path.display()))
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
