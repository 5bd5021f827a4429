//! One file per subcommand.

mod check;
mod completions;
mod explain_iam;
mod list;
mod run;
pub(crate) mod serve;
mod synth;
mod up;

use crate::{
    Exit,
    cli::{Cli, Command, UpArgs},
    console::Console,
    error::{Internal, Result},
    stop::stopped,
    workflow::Workflows,
};

/// Does what the command line says, unless Ctrl-C or its like comes first: then what it began in this process ends, too.
pub(crate) async fn dispatch(
    cli: Cli,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let command = cli.command.unwrap_or(Command::Up(UpArgs::default()));
    let options = &cli.options;
    // It waits for that signal itself: that is how it ends where all is well.
    let is_serve = matches!(command, Command::Serve(_));
    let work = async {
        match command {
            Command::List => list::run(options, workflows, console),
            Command::Synth(args) => synth::run(&args, options, workflows, console),
            Command::Check(args) => check::run(&args, options, workflows, console),
            Command::ExplainIam(args) => explain_iam::run(&args, options, workflows, console),
            Command::Up(args) => up::run(&args, options, workflows, console).await,
            Command::Run(args) => run::run(&args, options, workflows, console).await,
            Command::Serve(args) => serve::run(&args, options, workflows, console).await,
            Command::Completions(args) => completions::run(&args, console),
        }
    };
    if is_serve {
        return work.await;
    }
    tokio::select! {
        biased;
        exit = work => exit,
        stopped = async { Ok::<_, std::io::Error>(stopped()?.await) } => match stopped {
            Ok(stopped) => Err(stopped.into()),
            Err(source) => Err(Internal::new("waiting for Ctrl-C", source).into()),
        },
    }
}
