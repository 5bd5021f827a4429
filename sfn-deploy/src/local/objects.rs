//! What stands for S3 in the embedded endpoint.

mod server;

use std::sync::Arc;

use sfn_local::objects::{FolderObjects, MemoryObjects, NoObjects, ObjectStore};

use self::server::ServerObjects;
use crate::{
    cli::S3,
    placeholder::{Values, fill_text},
    workflow::Workflow,
};

/// The folder or the server that `--s3` names, else the objects of the workflows.
pub(crate) fn objects(
    s3: Option<&S3>,
    region: &str,
    workflows: &[&Workflow],
    values: &Values,
) -> Arc<dyn ObjectStore> {
    match s3 {
        Some(S3::Folder(folder)) => return Arc::new(FolderObjects::new(folder)),
        Some(S3::Server(url)) => return Arc::new(ServerObjects::new(url, region)),
        None => {}
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
