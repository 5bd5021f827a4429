//! The builder that a deploy binary consists of.

use std::{env::ArgsOs, ffi::OsString, io, process::ExitCode};

use clap::{Parser, error::ErrorKind};
use sfn_local::Definition;

use crate::{
    Exit, Streams, Terminal,
    cli::Cli,
    command,
    console::Console,
    error::{Error, Fault, Internal, Result},
    permissions::Permissions,
    workflow::{Entry, Object, SampleText, Workflows},
};

/// The workflows of a program, and the command line over them.
///
/// # Example
/// ```no_run
/// use sfn_asl::{StateMachine, WorkflowType};
/// use sfn_local::Definition;
///
/// fn order_fulfilment() -> Definition {
///     Definition::new("order-fulfilment", WorkflowType::Standard, StateMachine::default())
/// }
///
/// fn main() -> std::process::ExitCode {
///     sfn_deploy::App::new()
///         .workflow(order_fulfilment)
///         .sample(r#"{ "orderId": "o-1" }"#)
///         .failing_sample("declined", r#"{ "orderId": "o-2" }"#, "Declined")
///         .main()
/// }
/// ```
#[derive(Default)]
#[must_use = "an app does nothing until `main` is called"]
pub struct App {
    entries: Vec<Entry>,
    /// The first call that stood in the wrong place.
    misplaced: Option<&'static str>,
}

impl App {
    /// An app without workflows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a workflow. The function is called only by commands that need the definition.
    ///
    /// Workflows that it starts are added by themselves, and are deployed before it.
    pub fn workflow(mut self, definition: impl FnOnce() -> Definition + 'static) -> Self {
        self.entries.push(Entry {
            source: Box::new(definition),
            samples: Vec::new(),
            mocks: Vec::new(),
            objects: Vec::new(),
        });
        self
    }

    /// Adds a sample input, as JSON, of the workflow that was added last.
    ///
    /// The first is called `sample`, the others `sample-2`, `sample-3` and so on. `up --run` runs them all, `run`
    /// without an input the first.
    pub fn sample(self, json: impl Into<String>) -> Self {
        self.add_sample("sample", None, json.into(), None)
    }

    /// Adds a sample input with a name: `run order-fulfilment --sample gift`.
    pub fn named_sample(self, name: impl Into<String>, json: impl Into<String>) -> Self {
        self.add_sample("named_sample", Some(name.into()), json.into(), None)
    }

    /// Adds a sample input with which an execution is meant to end with this error.
    pub fn failing_sample(
        self,
        name: impl Into<String>,
        json: impl Into<String>,
        error: impl Into<String>,
    ) -> Self {
        self.add_sample("failing_sample", Some(name.into()), json.into(), Some(error.into()))
    }

    /// Adds a mock file, as JSON, of the workflow that was added last: what its tasks answer in the embedded endpoint
    /// where they have no body.
    pub fn mocks(mut self, json: impl Into<String>) -> Self {
        match self.entries.last_mut() {
            Some(entry) => entry.mocks.push(json.into()),
            None => self.misplaced = self.misplaced.or(Some("mocks")),
        }
        self
    }

    /// Adds an object in S3, which distributed Maps of the workflow that was added last read in the embedded endpoint, in
    /// a bucket as the definition names it: `"${ImportBucket}"`.
    ///
    /// With `--s3` a folder or a server takes the place of all such objects.
    pub fn object(
        mut self,
        bucket: impl Into<String>,
        key: impl Into<String>,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        let object = Object { bucket: bucket.into(), key: key.into(), body: body.into() };
        match self.entries.last_mut() {
            Some(entry) => entry.objects.push(object),
            None => self.misplaced = self.misplaced.or(Some("object")),
        }
        self
    }

    fn add_sample(
        mut self,
        call: &'static str,
        name: Option<String>,
        text: String,
        fails_with: Option<String>,
    ) -> Self {
        match self.entries.last_mut() {
            Some(entry) => entry.samples.push(SampleText { name, text, fails_with }),
            None => self.misplaced = self.misplaced.or(Some(call)),
        }
        self
    }

    /// Runs the command that the process's arguments name.
    pub fn main(self) -> ExitCode {
        in_process(|arguments, streams| self.run_from(arguments, streams))
    }

    /// Runs the command that these arguments name; the first is the program's name.
    ///
    /// # Example
    /// ```
    /// use sfn_deploy::{App, Exit, Streams, Terminal};
    ///
    /// let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    /// let streams = Streams {
    ///     stdin: &mut std::io::empty(),
    ///     stdout: &mut stdout,
    ///     stderr: &mut stderr,
    ///     terminal: Terminal::default(),
    /// };
    /// assert_eq!(App::new().run_from(["deploy", "list", "--json"], streams), Exit::Ok);
    /// assert_eq!(stdout, b"[]\n");
    /// ```
    pub fn run_from<A: Into<OsString> + Clone>(
        self,
        arguments: impl IntoIterator<Item = A>,
        streams: Streams<'_>,
    ) -> Exit {
        command_line(
            arguments,
            streams,
            |cli: &Cli| cli.options.no_color,
            |cli, console| self.run(cli, console),
        )
    }

    fn run(self, cli: Cli, console: &mut Console<'_>) -> Result<Exit> {
        if let Some(call) = self.misplaced {
            return Err(Error::from(Misplaced { call }));
        }
        let permissions = Permissions::read(cli.options.permissions.as_deref(), console)?;
        let workflows = Workflows::gather(self.entries)?.declare(&permissions)?;
        block_on(command::dispatch(cli, &workflows, console))?
    }
}

/// Waits for a command that does several things at a time.
pub(crate) fn block_on<F: Future>(command: F) -> Result<F::Output> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|source| Internal::new("starting the runtime", source))?;
    Ok(runtime.block_on(command))
}

/// Runs with the arguments and the streams of the process.
pub(crate) fn in_process(run: impl FnOnce(ArgsOs, Streams<'_>) -> Exit) -> ExitCode {
    let streams = Streams {
        stdin: &mut io::stdin().lock(),
        stdout: &mut io::stdout().lock(),
        stderr: &mut io::stderr(),
        terminal: Terminal::detect(),
    };
    run(std::env::args_os(), streams).into()
}

/// Reads the arguments, runs, and shows what went wrong.
pub(crate) fn command_line<C: Parser, A: Into<OsString> + Clone>(
    arguments: impl IntoIterator<Item = A>,
    streams: Streams<'_>,
    no_color: impl FnOnce(&C) -> bool,
    run: impl FnOnce(C, &mut Console<'_>) -> Result<Exit>,
) -> Exit {
    let cli = match C::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return show_usage(&error, streams),
    };
    let mut console = Console::new(streams, no_color(&cli));
    match run(cli, &mut console) {
        Ok(exit) => exit,
        Err(error) => {
            console.fail(&error);
            error.exit()
        }
    }
}

/// Help goes to stdout, wrong usage to stderr.
fn show_usage(error: &clap::Error, streams: Streams<'_>) -> Exit {
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let (stream, color, exit) = if is_help {
        (streams.stdout, streams.terminal.stdout_color, Exit::Ok)
    } else {
        (streams.stderr, streams.terminal.stderr_color, Exit::Usage)
    };
    let text = error.render();
    let _ = if color { write!(stream, "{}", text.ansi()) } else { write!(stream, "{text}") };
    exit
}

#[derive(Debug, thiserror::Error)]
#[error("`App::{call}` stands before the workflow that it belongs to")]
struct Misplaced {
    call: &'static str,
}

impl Fault for Misplaced {
    fn exit(&self) -> Exit {
        Exit::Usage
    }

    fn help(&self) -> Option<String> {
        Some("call `.workflow(…)` first".to_owned())
    }
}
