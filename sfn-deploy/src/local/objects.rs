//! What stands for S3 in the embedded endpoint.

mod server;

use std::sync::Arc;

use sfn_local::objects::{FolderObjects, MemoryObjects, NoObjects, ObjectStore};

use self::server::ServerObjects;
use crate::{
    cli::{Embedded, S3},
    placeholder::{Values, fill_text},
    workflow::Workflow,
};

/// What stands for S3: what `--s3` names; where no workflow brings objects along, the server of all services.
pub(crate) fn s3(embedded: &Embedded, workflows: &[&Workflow]) -> Option<S3> {
    let has_own = workflows.iter().any(|workflow| !workflow.objects.is_empty());
    let services = embedded.services_endpoint.clone().filter(|_| !has_own);
    embedded.s3.clone().or(services.map(S3::Server))
}

/// The objects there, or those of the workflows.
pub(crate) fn objects(
    embedded: &Embedded,
    region: &str,
    workflows: &[&Workflow],
    values: &Values,
) -> Arc<dyn ObjectStore> {
    match s3(embedded, workflows) {
        Some(S3::Folder(folder)) => return Arc::new(FolderObjects::new(folder)),
        Some(S3::Server(url)) => return Arc::new(ServerObjects::new(&url, region)),
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
