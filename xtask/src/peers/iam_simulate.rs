//! iam-simulate evaluates IAM policies. Its verdicts are held against those of `sfn-iam`, which the properties of that crate
//! rest on: the golden policies of all optimized operations, each asked for calls of all operations.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use sfn_iam::{PolicyDocument, RequestContext, allows};

/// Of the calls of other operations, each policy is asked for one in so many.
const STRIDE: usize = 7;

/// Prints how many verdicts were compared; `false` where one differs.
#[expect(clippy::print_stdout, reason = "the figures are what the command is for")]
pub(super) fn compare(root: &Path, target: &Path) -> Result<bool, String> {
    let peer = root.join("tests/peers/iam-simulate");
    let folder = target.join("peers/iam-simulate");
    install(&peer, &folder)?;
    let tests = root.join("crates/sfn-iam/tests");
    let policies = policies(&tests.join("golden/optimized"))?;
    let requests = requests(&policies, &read(&tests.join("operations.json"))?)?;
    let cases = folder.join("cases.json");
    let text = json!({ "policies": policies, "requests": requests }).to_string();
    fs::write(&cases, text).map_err(|error| error.to_string())?;
    let done = Command::new("node")
        .arg(folder.join("compare.mjs"))
        .arg(&cases)
        .output()
        .map_err(|error| format!("node does not start: {error}"))?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    let result: Value = serde_json::from_slice(&done.stdout).map_err(|error| error.to_string())?;
    let count = |member: &str| result[member].as_array().map_or(0, Vec::len);
    let allowed = requests.iter().filter(|request| request["allowed"] == true).count();
    println!(
        "iam-simulate: {} verdicts compared, of {allowed} allowed requests and {} others; {} differ, {} requests it does not take",
        result["compared"],
        requests.len() - allowed,
        count("different"),
        count("refused"),
    );
    for different in result["different"].as_array().into_iter().flatten() {
        println!("  {different}");
    }
    let compared = result["compared"].as_u64().unwrap_or_default();
    Ok(count("different") == 0 && compared > 1_000)
}

fn install(peer: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for file in ["package.json", "compare.mjs"] {
        fs::copy(peer.join(file), folder.join(file)).map_err(|error| error.to_string())?;
    }
    if folder.join("node_modules").exists() {
        return Ok(());
    }
    let done = Command::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .status()
        .map_err(|error| format!("npm does not start: {error}"))?;
    if done.success() { Ok(()) } else { Err(format!("npm install: {done}")) }
}

/// The policies, in the order of the names of their files.
fn policies(folder: &Path) -> Result<Vec<Value>, String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    let policies: Vec<_> = files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    // An operation that needs nothing has an empty list.
    Ok(policies.into_iter().filter(Value::is_object).collect())
}

/// What each policy is asked, with our verdict.
fn requests(policies: &[Value], operations: &Value) -> Result<Vec<Value>, String> {
    let of = |operation: &'_ Value, member: &str| {
        operation[member].as_array().cloned().unwrap_or_default()
    };
    let operations = operations.as_array().cloned().unwrap_or_default();
    let calls: Vec<Value> = operations
        .iter()
        .flat_map(|operation| [of(operation, "calls"), of(operation, "sync")].concat())
        .collect();
    let mut requests = Vec::new();
    for (index, policy) in policies.iter().enumerate() {
        let document = PolicyDocument::from_value(policy).map_err(|error| error.to_string())?;
        for (at, call) in calls.iter().enumerate() {
            let text = |part: usize| call[part].as_str().unwrap_or_default();
            let keys = call[2].as_object().into_iter().flatten();
            let context = keys.fold(RequestContext::default(), |context, (key, value)| {
                context.with(key, value.as_str().unwrap_or_default())
            });
            let allowed = allows(&document, text(0), text(1), &context);
            if allowed || (index + at) % STRIDE == 0 {
                requests.push(json!({
                    "policy": index,
                    "action": text(0),
                    "resource": text(1),
                    "keys": call.get(2).cloned().unwrap_or_else(|| json!({})),
                    "allowed": allowed,
                }));
            }
        }
    }
    Ok(requests)
}

fn read(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}
