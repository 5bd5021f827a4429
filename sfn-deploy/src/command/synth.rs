//! `synth`: definitions and policies as files, or as one JSON document.

use std::{fs, io, path::PathBuf};

use serde_json::{Map, Value, json};

use crate::{
    Exit,
    cli::{Options, SynthArgs},
    console::Console,
    error::{Fault, Result},
    params,
    placeholder::Values,
    prepare::{filled, policies, pretty},
    workflow::{Workflow, Workflows},
};

/// What is written for one workflow: the end of the file's name, and the text.
struct Document {
    end: String,
    text: String,
}

pub(crate) fn run(
    args: &SynthArgs,
    options: &Options,
    workflows: &Workflows,
    console: &mut Console<'_>,
) -> Result<Exit> {
    let selected = workflows.select(&args.names)?;
    let values = params::given(options, &selected, console)?;
    if let Some(directory) = &args.out {
        fs::create_dir_all(directory)
            .map_err(|source| Unwritable { path: directory.clone(), source })?;
        for workflow in &selected {
            for Document { end, text } in documents(workflow, &values)? {
                let path = directory.join(format!("{}.{end}.json", workflow.name()));
                fs::write(&path, text)
                    .map_err(|source| Unwritable { path: path.clone(), source })?;
                console.say(&format!("wrote {}", path.display()));
            }
        }
    } else {
        let mut all = Map::new();
        for workflow in &selected {
            let documents = documents(workflow, &values)?.into_iter();
            let documents: Map<String, Value> = documents
                .map(|document| {
                    (document.end, serde_json::from_str(&document.text).unwrap_or_default())
                })
                .collect();
            all.insert(workflow.name().to_owned(), json!(documents));
        }
        console.data(&pretty(&Value::Object(all)))?;
    }
    Ok(Exit::Ok)
}

fn documents(workflow: &Workflow, values: &Values) -> Result<Vec<Document>> {
    let machine = filled(workflow, values)?;
    let synthesis = policies(workflow, &machine, values, None);
    let mut documents =
        vec![Document { end: "asl".to_owned(), text: sfn_asl::write::to_string(&machine) }];
    for (index, policy) in synthesis.policies.iter().enumerate() {
        let end = if index == 0 { "policy".to_owned() } else { format!("policy-{}", index + 1) };
        documents.push(Document { end, text: policy.to_json() });
    }
    documents.push(Document { end: "trust".to_owned(), text: synthesis.trust.to_json() });
    for document in &mut documents {
        if !document.text.ends_with('\n') {
            document.text.push('\n');
        }
    }
    Ok(documents)
}

#[derive(Debug, thiserror::Error)]
#[error("cannot write {}", path.display())]
struct Unwritable {
    path: PathBuf,
    source: io::Error,
}

impl Fault for Unwritable {
    fn exit(&self) -> Exit {
        Exit::Usage
    }
}
