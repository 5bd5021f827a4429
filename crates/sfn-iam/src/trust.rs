//! Who may assume the execution role: Step Functions, for this machine of this account only.

use std::collections::{BTreeMap, BTreeSet};

use sfn_catalog::feature;

use crate::{
    PolicyContext, PolicyDocument, Statement,
    fill::{Filler, Site},
    rows::condition,
};

/// The trust policy, with the conditions that keep others from using the service as a confused deputy.
pub(crate) fn trust(site: &Site<'_>, context: &PolicyContext) -> PolicyDocument {
    let Some(feature) = feature::feature("trust") else { return PolicyDocument::default() };
    let mut filler = Filler::new(site, context);
    let service = feature.service.clone().unwrap_or_default();
    let statements = feature.iam.iter().map(|row| Statement {
        principal: BTreeMap::from([("Service".to_owned(), BTreeSet::from([service.clone()]))]),
        actions: row.actions.iter().cloned().collect(),
        condition: condition(&mut filler, row),
        ..Statement::default()
    });
    PolicyDocument { statements: statements.collect() }
}
