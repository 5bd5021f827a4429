//! The command line.

pub(crate) mod parse;

use std::{
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, builder::NonEmptyStringValueParser};

use crate::placeholder::ParamValue;

/// What the arguments say.
#[derive(Debug, Parser)]
#[command(
    version,
    about = "Checks, runs and deploys the workflows of this program",
    after_help = AFTER_HELP,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const AFTER_HELP: &str = "\
Without a command: `up`.
Data goes to stdout, everything else to stderr.
Exit codes: 0 done · 1 findings, or an execution failed · 2 wrong usage or input · 3 AWS refused or is not there · 4 internal · 5 you said no · 130 Ctrl-C · 143 SIGTERM; `serve`, which ends so, 0";

/// What `--permissions` takes.
pub(crate) const PERMISSIONS_HELP: &str = r#"A JSON file that says what policies allow where a definition does not: {"machine": {"State": {"Parameter": ["arn:…"]}}}; `*` is any state or parameter, and `service:Action` allows that"#;

/// The options of all commands.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of all commands")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Options {
    /// Use the embedded endpoint: no account, no credentials, nothing but this machine
    #[arg(long, global = true, conflicts_with_all = ["endpoint_url", "profile"])]
    pub(crate) local: bool,
    #[arg(
        long,
        global = true,
        value_name = "URL",
        value_parser = parse::endpoint_url,
        help = "Send all calls to this URL instead of AWS, such as http://127.0.0.1:8083"
    )]
    pub(crate) endpoint_url: Option<String>,
    #[arg(
        long,
        global = true,
        value_parser = parse::region,
        help = "The AWS region, such as eu-central-1 [else: AWS_REGION, AWS_DEFAULT_REGION, the profile]"
    )]
    pub(crate) region: Option<String>,
    #[arg(long, global = true, value_parser = NonEmptyStringValueParser::new(), help = "The profile of ~/.aws/config [else: AWS_PROFILE]")]
    pub(crate) profile: Option<String>,
    /// The value of a ${Placeholder}; may be given several times
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = parse::param)]
    pub(crate) param: Vec<(String, ParamValue)>,
    /// A JSON file with values of placeholders: {"Name": "value", …}
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) params: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", help = PERMISSIONS_HELP)]
    pub(crate) permissions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) embedded: Embedded,
    /// Do not ask
    #[arg(long, short, global = true)]
    pub(crate) yes: bool,
    /// Print results as JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[arg(long, global = true, help = "No colours [also: NO_COLOR]")]
    pub(crate) no_color: bool,
}

/// What stands for S3.
#[derive(Clone, Debug)]
pub(crate) enum S3 {
    /// Its folders are buckets.
    Folder(PathBuf),
    /// The URL of a server.
    Server(String),
}

/// What stands for the services of AWS in the embedded endpoint.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of the embedded endpoint, which --local and serve have")]
pub(crate) struct Embedded {
    #[arg(
        long,
        global = true,
        value_name = "DIR|URL",
        value_parser = parse::s3,
        help = "What stands for S3: a folder whose folders are buckets, or a server, such as http://127.0.0.1:5000"
    )]
    pub(crate) s3: Option<S3>,
    /// A JSON file that says what tasks answer, or a MockConfigFile.json of Step Functions Local; may be given several
    /// times, the first one wins
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) mocks: Vec<PathBuf>,
    #[arg(
        long,
        global = true,
        value_name = "TIME",
        value_parser = parse::instant,
        help = "The time at which it starts, such as 2026-01-01T00:00:00Z [else: now]"
    )]
    pub(crate) start: Option<sfn_local::Timestamp>,
    /// Makes identifiers and random values the same every time
    #[arg(long, global = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
    #[arg(long, global = true, value_name = "NAME=COMMAND", value_parser = parse::task, help = TASK_HELP, long_help = TASK_LONG_HELP)]
    pub(crate) task: Vec<(String, String)>,
    /// A host that HTTP tasks may call besides this machine, such as api.example.com; may be given several times
    #[arg(long, global = true, value_name = "HOST", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) allow_http: Vec<String>,
    #[arg(
        long,
        global = true,
        value_name = "URL",
        value_parser = parse::endpoint_url,
        help = "Send calls of AWS services that nothing else answers to this URL, such as that of a moto or LocalStack server"
    )]
    pub(crate) services_endpoint: Option<String>,
}

const TASK_HELP: &str = "A command that does a task, such as --task charge='python3 charge.py'; may be given several times";

const TASK_LONG_HELP: &str = "\
A command that does a task, such as --task charge='python3 charge.py'; may be given several times

NAME is that of a Lambda function, an activity or a state, also workflow/state; case, punctuation and a `Function` at the end do not matter. \
The command is run by `sh -c`. It gets the payload as JSON on stdin, and prints the result as JSON on stdout. \
With another exit code than 0 the task fails: with the error that it prints as {\"errorType\": …, \"errorMessage\": …}, else with States.TaskFailed and what it says on stderr. \
The environment has SFN_STATE_NAME, SFN_EXECUTION_ARN, SFN_RETRY_COUNT and, for a callback, SFN_TASK_TOKEN; a callback whose command prints nothing waits for somebody to send the token back. \
TimeoutSeconds of the state ends it with all that it started.";

impl Embedded {
    /// The option that was given, with what it is, where one was.
    pub(crate) fn given(&self) -> Option<(&'static str, &'static str)> {
        let options = [
            (self.s3.is_some(), ("--s3", "a folder or a URL")),
            (!self.mocks.is_empty(), ("--mocks", "a file")),
            (!self.task.is_empty(), ("--task", "a command")),
            (!self.allow_http.is_empty(), ("--allow-http", "a host")),
            (self.start.is_some(), ("--start", "a time")),
            (self.seed.is_some(), ("--seed", "a number")),
            (self.services_endpoint.is_some(), ("--services-endpoint", "a URL")),
        ];
        options.into_iter().find_map(|(is_given, option)| is_given.then_some(option))
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the workflows
    List,
    /// Write definitions and policies: `<name>.asl.json`, `<name>.policy.json`, `<name>.trust.json`
    Synth(SynthArgs),
    /// Look for mistakes in definitions, policies and samples
    Check(CheckArgs),
    /// Say why each statement of a workflow's policy is there
    ExplainIam(ExplainIamArgs),
    /// Deploy: create or change roles and state machines
    Up(UpArgs),
    /// Start an execution, follow it, and print its output
    Run(RunArgs),
    /// Run the embedded endpoint until Ctrl-C
    Serve(ServeArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Default, Args)]
pub(crate) struct SynthArgs {
    /// Only these workflows
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// The directory to write to [else: all in one JSON document on stdout]
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct CheckArgs {
    /// Only these workflows
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Warnings are errors
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainIamArgs {
    /// The workflow
    pub(crate) name: String,
}

#[derive(Debug, Default, Args)]
pub(crate) struct UpArgs {
    /// Then run every sample input, and follow the executions
    #[arg(long)]
    pub(crate) run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The workflow
    pub(crate) name: String,
    /// The input: a JSON file, or `-` for stdin [else: the first sample]
    #[arg(long, short, value_name = "FILE|-", conflicts_with = "sample")]
    pub(crate) input: Option<PathBuf>,
    /// One of the workflow's sample inputs, by name
    #[arg(long, value_name = "NAME")]
    pub(crate) sample: Option<String>,
    /// The test case of a MockConfigFile.json that the execution takes part in
    #[arg(long, value_name = "NAME")]
    pub(crate) test_case: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", value_parser = parse::host, default_value_t = Ipv4Addr::LOCALHOST.into())]
    pub(crate) host: IpAddr,
    /// A file in which all of it survives, also a crash; it is begun where there is none. Executions go on with the next start
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Listen on other than loopback addresses, too. Nobody is asked who they are: whoever reaches the endpoint can use it
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// The port; 0 takes a free one
    #[arg(long, short, default_value_t = 8083)]
    pub(crate) port: u16,
    /// How many times as fast as the world time runs: at 60, a wait of a minute takes a second, and so do the 60 seconds
    /// that a task may take, commands and HTTP tasks among them
    #[arg(long, value_name = "N")]
    pub(crate) time_scale: Option<sfn_local::TimeScale>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    pub(crate) shell: clap_complete::Shell,
}
