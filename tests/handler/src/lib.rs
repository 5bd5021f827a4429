//! A task and the workflow that calls it, as a user has them. The binary beside it is the task's Lambda function.

#![expect(clippy::panic, reason = "a handler that panics is one of the cases")]

use sfn_dsl::prelude::*;

/// What is to be printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The file.
    pub file_name: String,
    /// How many pages it has.
    pub pages: u32,
}

/// The paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Data)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// A row of a list of jobs. The function's own binary knows nothing of CSV.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data, CsvRow)]
pub struct Row {
    /// The file.
    pub file_name: String,
    /// The paper.
    pub paper: Paper,
}

/// Why it was not printed.
#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum PrintError {
    /// A variant without fields.
    OutOfPaper,
    /// A variant with fields.
    Jam {
        /// Which tray.
        tray: u32,
        /// What has come out already.
        sheets: Vec<String>,
    },
    /// A variant with a name of its own.
    #[sfn(name = "Printer.Offline")]
    Offline {
        /// For how long.
        minutes: u32,
    },
}

/// Prints the file.
#[task(lambda = "print")]
pub async fn print(job: Job) -> Result<Vec<String>, PrintError> {
    let sheet = |page| format!("{} {page}", job.file_name);
    match job.file_name.as_str() {
        "empty" => Err(PrintError::OutOfPaper),
        "thick" => Err(PrintError::Jam { tray: 2, sheets: vec![sheet(1), "\"é\" \\".to_owned()] }),
        "far" => Err(PrintError::Offline { minutes: job.pages }),
        "hot" => panic!("the printer is on fire"),
        _ => Ok((1..=job.pages).map(sheet).collect()),
    }
}

/// Prints the file and says what became of it.
#[workflow(name = "print-job")]
pub async fn print_job(job: Job) -> Result<String, PrintError> {
    match print(job).await {
        Ok(sheets) => Ok(format!("printed {}", sheets.join(", "))),
        Err(PrintError::OutOfPaper) => Ok("no paper".to_owned()),
        Err(PrintError::Jam { tray, sheets }) => {
            Ok(format!("jam in {tray} after {}", sheets.join(", ")))
        }
        Err(PrintError::Offline { minutes }) => Err(PrintError::Offline { minutes }),
    }
}
