//! `serve`: the embedded endpoint alone.

use crate::{
    Exit,
    cli::{Options, ServeArgs},
    console::Console,
    error::Result,
    workflow::Workflows,
};
pub(crate) async fn run(
    _args: &ServeArgs,
    _options: &Options,
    _workflows: &Workflows,
    _console: &mut Console<'_>,
) -> Result<Exit> {
    crate::local::LocalEndpoint::start(
        _args.port,
        &crate::session::local_target(_options),
        &[],
        &Default::default(),
    )?;
    Ok(Exit::Ok)
}
