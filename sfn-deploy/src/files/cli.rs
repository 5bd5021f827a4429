//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sfn_asl::WorkflowType;

use crate::cli::{Embedded, PERMISSIONS_HELP, ServeArgs, parse};

/// What the arguments say.
#[derive(Debug, Parser)]
#[command(
    name = "sfn",
    version,
    about = "Checks Step Functions definitions in files, says which permissions they need, and serves Step Functions on this machine",
    after_help = "\
A file is JSON, or YAML where its name ends in .yaml or .yml; `-` is stdin.
Data goes to stdout, everything else to stderr.
Exit codes: 0 done · 1 errors in a definition · 2 wrong usage or an unreadable file · 4 internal",
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    /// Print results as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[arg(long, global = true, help = "No colours [also: NO_COLOR]")]
    pub(super) no_color: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look for mistakes in definitions
    Check(CheckArgs),
    /// Print the smallest policies that let the state machines do what they say
    Iam(IamArgs),
    /// Show what Step Functions can call: parameters, results, errors, patterns and IAM actions
    Catalogue(CatalogueArgs),
    /// Run the embedded endpoint until Ctrl-C: Step Functions on this machine, for any AWS SDK or the AWS CLI
    Serve(EndpointArgs),
}

/// Files, and what they do not say about themselves.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// Definitions
    #[arg(value_name = "FILE", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// The type of the workflows
    #[arg(long = "type", value_name = "TYPE", value_enum, default_value_t = Type::Standard)]
    pub(super) workflow_type: Type,
    #[arg(long, value_name = "FILE", help = PERMISSIONS_HELP)]
    pub(super) permissions: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) files: Files,
    /// Warnings are errors
    #[arg(long)]
    pub(super) deny_warnings: bool,
}

#[derive(Debug, Args)]
pub(super) struct IamArgs {
    #[command(flatten)]
    pub(super) files: Files,
    /// Say why each statement is there
    #[arg(long)]
    pub(super) explain: bool,
    /// Also allow logging to CloudWatch Logs
    #[arg(long)]
    pub(super) logging: bool,
    /// Also allow tracing with X-Ray
    #[arg(long)]
    pub(super) tracing: bool,
    /// Also allow the customer managed key that encrypts the state machine's data
    #[arg(long, value_name = "ARN", value_parser = kms_key)]
    pub(super) kms_key: Option<String>,
    /// The state machine's name [else: the file's]
    #[arg(long)]
    pub(super) name: Option<String>,
    #[arg(long, value_parser = parse::region, help = "The region in ARNs [else: ${AWS::Region}]")]
    pub(super) region: Option<String>,
    #[arg(long, value_parser = account, help = "The account in ARNs [else: ${AWS::AccountId}]")]
    pub(super) account: Option<String>,
    #[arg(long, value_parser = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"], help = "The partition in ARNs [else: the region's, or ${AWS::Partition}]")]
    pub(super) partition: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CatalogueArgs {
    /// A service, or one of its operations: `dynamodb`, `s3:putObject` [else: all services]
    #[arg(value_name = "SERVICE[:OPERATION]")]
    pub(super) name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct EndpointArgs {
    #[command(flatten)]
    pub(super) serve: ServeArgs,
    #[arg(long, value_parser = parse::region, help = "The region in ARNs [else: us-east-1]")]
    pub(super) region: Option<String>,
    #[command(flatten)]
    pub(super) embedded: Embedded,
}

/// Standard or Express.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Type {
    Standard,
    Express,
}

impl From<Type> for WorkflowType {
    fn from(workflow_type: Type) -> Self {
        match workflow_type {
            Type::Standard => Self::Standard,
            Type::Express => Self::Express,
        }
    }
}

fn kms_key(text: &str) -> Result<String, String> {
    if text.starts_with("arn:") && text.contains(":kms:") {
        return Ok(text.to_owned());
    }
    Err("a key is named by its ARN".to_owned())
}

fn account(text: &str) -> Result<String, String> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err("an account is 12 digits".to_owned())
}
