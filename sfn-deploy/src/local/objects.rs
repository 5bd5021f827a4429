//! What stands for S3 in the embedded endpoint.

use std::{path::Path, sync::Arc};

use sfn_local::objects::{FolderObjects, MemoryObjects, NoObjects, ObjectStore};

use crate::{
    placeholder::{Values, fill_text},
    workflow::Workflow,
};

/// The folder that `--s3` names, else the objects of the workflows.
pub(crate) fn objects(
    folder: Option<&Path>,
    workflows: &[&Workflow],
    values: &Values,
) -> Arc<dyn ObjectStore> {
    if let Some(folder) = folder {
        return Arc::new(FolderObjects::new(folder));
    }
    let mut own = workflows.iter().flat_map(|workflow| &workflow.objects).peekable();
    if own.peek().is_none() {
        return Arc::new(NoObjects);
    }
    let filled = |text: &str| {
        let mut text = text.to_owned();
        fill_text(&mut text, values);
        text
    };
    Arc::new(own.fold(MemoryObjects::new(), |store, object| {
        store.with(&filled(&object.bucket), &filled(&object.key), object.body.clone())
    }))
}
