//! `cargo xtask bench-compile`: what the definitions of workflows add to `cargo check`.
//!
//! Two crates are generated under `target/`, with the same types, tasks and async functions. In one the functions are
//! `#[workflow]`s.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use clap::Args;

use crate::cost::{Cost, best_of};

/// Options of the benchmark.
#[derive(Args)]
pub(crate) struct Options {
    /// How many workflows, of eight tasks each.
    #[arg(long, default_value_t = 100)]
    workflows: u32,
    /// How often each crate is checked; the run that took the least CPU counts.
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    match measure(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures are the output")]
fn measure(options: &Options) -> Result<(), String> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the workspace has no folder")?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let home = target.join("bench-compile");
    println!("cargo check of {} workflows of 8 tasks, CPU seconds (wall)", options.workflows);
    for (what, incremental) in [("all of the crate", false), ("after a change of one line", true)] {
        let plain =
            Crate::new(&home, root, options.workflows, false)?.check(options, incremental)?;
        let twins =
            Crate::new(&home, root, options.workflows, true)?.check(options, incremental)?;
        println!(
            "{what:<28} functions {}   workflows {}   ratio {:.2}",
            seconds(&plain),
            seconds(&twins),
            twins.cpu.as_secs_f64() / plain.cpu.as_secs_f64(),
        );
    }
    Ok(())
}

fn seconds(cost: &Cost) -> String {
    format!("{:.2} ({:.2})", cost.cpu.as_secs_f64(), cost.wall.as_secs_f64())
}

/// A generated crate.
struct Crate {
    folder: PathBuf,
    target: PathBuf,
    definitions: bool,
}

impl Crate {
    fn new(home: &Path, root: &Path, workflows: u32, definitions: bool) -> Result<Self, String> {
        let name = if definitions { "with-definitions" } else { "plain" };
        let this = Self { folder: home.join(name), target: home.join("target"), definitions };
        fs::create_dir_all(this.folder.join("src")).map_err(|error| error.to_string())?;
        this.write("Cargo.toml", &manifest(name, root))?;
        fs::copy(root.join("Cargo.lock"), this.folder.join("Cargo.lock"))
            .map_err(|error| error.to_string())?;
        let mut modules = String::new();
        for number in 0..workflows {
            let _ = writeln!(modules, "pub mod w{number};");
            this.write(&format!("src/w{number}.rs"), &module(number, definitions, 100))?;
        }
        this.write("src/lib.rs", &modules)?;
        Ok(this)
    }

    fn write(&self, file: &str, text: &str) -> Result<(), String> {
        fs::write(self.folder.join(file), text).map_err(|error| format!("{file}: {error}"))
    }

    /// Checks the crate again and again, after a change of one line each time.
    fn check(&self, options: &Options, incremental: bool) -> Result<Cost, String> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        // The dependencies, and the first state of the incremental cache.
        best_of(&mut cargo, 1, || Ok(()))?;
        let mut limit = 100;
        best_of(&mut cargo, options.runs, || {
            limit += 1;
            self.write("src/w0.rs", &module(0, self.definitions, limit))
        })
    }
}

fn manifest(name: &str, root: &Path) -> String {
    format!(
        "[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nsfn-dsl = {{ path = {:?} }}\n\n[workspace]\n",
        root.join("sfn-dsl").display().to_string()
    )
}

/// One workflow with its types and its eight tasks.
fn module(number: u32, definitions: bool, limit: u32) -> String {
    let attribute = if definitions {
        format!("#[workflow(name = \"orders-{number}\")]")
    } else {
        String::new()
    };
    let mut text = String::from(
        r#"#![allow(dead_code)]
use sfn_dsl::prelude::*;

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Item { pub sku: String, pub quantity: u32, pub price: f64 }

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order { pub order_id: String, pub items: Vec<Item>, pub total: f64, pub note: Option<String> }

#[derive(Clone, Serialize, Deserialize, Data)]
pub struct Step { pub id: String, pub amount: f64, pub accepted: bool }

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum OrderError { Refused { reason: String }, Busy }

"#,
    );
    for task in 0..8 {
        let _ = writeln!(
            text,
            "#[task(lambda = \"function-{number}-{task}\")]\n\
             pub async fn task_{task}(order_id: String, amount: f64) -> Result<Step, OrderError>;\n"
        );
    }
    let _ = write!(
        text,
        r#"{attribute}
pub async fn flow(order: Order) -> Result<Vec<String>, OrderError> {{
    let mut done: Vec<String> = Vec::new();
    let sum: f64 = order.items.iter().map(|item| item.price * f64::from(item.quantity)).sum();
    let first = task_0(order.order_id.clone(), sum).await?;
    if !first.accepted || sum > {limit}.0 {{
        return Err(OrderError::Refused {{ reason: format!("{{}} is too much", first.id) }});
    }}
    done.push(first.id);
    let second = match task_1(order.order_id.clone(), order.total).retry(Retry::transient()).await {{
        Ok(step) => step,
        Err(OrderError::Busy) => task_2(order.order_id.clone(), 1.5).await?,
        Err(OrderError::Refused {{ reason }}) => return Err(OrderError::Refused {{ reason }}),
    }};
    done.push(second.id);
    let id = order.order_id.clone();
    let steps = sfn::map(order.items.clone(), 5, async |item| task_3(item.sku, item.price).await).await?;
    let accepted = steps.iter().filter(|step| step.accepted).count();
    let mut attempts = 0;
    while attempts < 3 {{
        let step = task_4(id.clone(), second.amount).await?;
        if step.accepted {{
            break;
        }}
        sfn::sleep(sfn::seconds(30)).await;
        attempts += 1;
    }}
    let (left, right) = sfn::try_join!(task_5(id.clone(), 1.0), task_6(id.clone(), 2.0))?;
    if let Some(note) = order.note {{
        done.push(note);
    }}
    let last = task_7(left.id, right.amount).await?;
    done.push(format!("{{}} of {{accepted}}", last.id));
    Ok(done)
}}
"#
    );
    text
}
