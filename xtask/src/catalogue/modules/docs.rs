//! What is said of a member: its kind, its range and unit, and where AWS describes the operation.

use std::collections::BTreeMap;

use sfn_catalog::{Kind, Member, Shape, optimized::OptimizedService};

use super::Result;
use crate::catalogue::{
    botocore::{self, Models},
    names, tables,
};

/// So many values of an enum are told.
const SHOWN: usize = 6;

/// The API models behind a service's operations.
pub(super) struct Docs {
    /// By the name of the service among the SDK integrations, with its name in botocore.
    models: BTreeMap<String, (String, botocore::Model)>,
}

impl Docs {
    pub(super) fn read(
        service: &'static OptimizedService,
        services: &[tables::Service],
        models: &mut Models,
    ) -> Result<Self> {
        let mut read = BTreeMap::new();
        for api in service.operations.values().filter_map(|operation| operation.api_service()) {
            let known = services.iter().find(|known| known.name == api);
            if let Some(name) = known.and_then(|known| known.botocore.as_deref())
                && !read.contains_key(api)
            {
                read.insert(api.to_owned(), (name.to_owned(), models.read(name)?));
            }
        }
        Ok(Self { models: read })
    }

    /// The service's full name.
    pub(super) fn title(&self, name: &str) -> String {
        match name {
            "apigateway" => "Amazon API Gateway".to_owned(),
            "http" => "HTTPS endpoints".to_owned(),
            "states" => "AWS Step Functions".to_owned(),
            // The model has the name of the first days.
            "ecs" => "Amazon Elastic Container Service".to_owned(),
            _ => {
                let model = self.models.values().next().map(|(_, model)| &model.metadata);
                let name = model.map_or(name, |metadata| &metadata.service_full_name);
                let words: Vec<String> = name.split(' ').map(in_backticks).collect();
                words.join(" ")
            }
        }
    }

    /// AWS's page of an API operation.
    pub(super) fn link(&self, api: &str, operation: &str) -> Option<String> {
        let (_, model) = self.models.get(api)?;
        let name = model.operations.keys().find(|name| names::operation(name) == operation)?;
        let uid = model.metadata.uid.as_deref()?;
        Some(format!("https://docs.aws.amazon.com/goto/WebAPI/{uid}/{name}"))
    }

    /// One sentence on a member of what an operation takes.
    pub(super) fn member(&self, api: Option<(&str, &str)>, member: &Member) -> String {
        let limits = api.and_then(|(api, operation)| self.limits(api, operation, member.name));
        let mut text = format!("`{}`: {}", member.name, kind(member.shape));
        if let Some(unit) = unit(member.name, member.shape.kind()) {
            text += unit;
        }
        if let Some(range) = limits.and_then(|shape| range(shape, member.shape.kind())) {
            text = format!("{text}, {range}");
        }
        text + "."
    }

    /// The shape of a member in the API model.
    fn limits(&self, api: &str, operation: &str, member: &str) -> Option<&botocore::Shape> {
        let (service, model) = self.models.get(api)?;
        let found =
            model.operations.iter().find(|(name, _)| names::operation(name) == operation)?;
        let input = &found.1.input.as_ref()?.shape;
        let members = &model.shapes.get(input)?.members.0;
        let reference = members.iter().find_map(|(name, reference)| {
            (names::member(service, input, name).as_deref() == Some(member)).then_some(reference)
        })?;
        model.shapes.get(&reference.shape)
    }
}

/// `MediaConvert` in backticks, as all that looks like a name in code.
fn in_backticks(word: &str) -> String {
    let mut inner = word.chars().skip(1);
    let has_both = word.contains(char::is_lowercase) && inner.any(char::is_uppercase);
    if has_both { format!("`{word}`") } else { word.to_owned() }
}

fn kind(shape: Shape) -> String {
    match shape.kind() {
        Kind::Structure => "an object, any struct that derives `Data`".to_owned(),
        Kind::List => format!(
            "a list, each element {}",
            shape.element().map_or_else(|| "JSON".to_owned(), kind)
        ),
        Kind::Map => {
            format!("a map, each value {}", shape.value().map_or_else(|| "JSON".to_owned(), kind))
        }
        Kind::String if shape.enum_values().next().is_some() => {
            let values: Vec<_> =
                shape.enum_values().take(SHOWN + 1).map(|value| format!("`{value}`")).collect();
            match values.get(..SHOWN).filter(|_| values.len() > SHOWN) {
                Some(first) => format!("{} and so on", first.join(", ")),
                None => values.join(", "),
            }
        }
        Kind::String => "a text".to_owned(),
        Kind::Blob => "bytes, as text".to_owned(),
        Kind::Timestamp => "a moment, as text".to_owned(),
        Kind::Integer | Kind::Long => "a whole number".to_owned(),
        Kind::Float | Kind::Double => "a number".to_owned(),
        Kind::Boolean => "`true` or `false`".to_owned(),
        Kind::Document => "any JSON".to_owned(),
    }
}

/// The unit, where the name says it.
fn unit(name: &str, kind: Kind) -> Option<&'static str> {
    let is_number = matches!(kind, Kind::Integer | Kind::Long | Kind::Float | Kind::Double);
    let units = [
        ("Seconds", " of seconds"),
        ("Minutes", " of minutes"),
        ("InMB", " of MB"),
        ("InGB", " of GB"),
        ("Days", " of days"),
    ];
    units.into_iter().find(|(part, _)| is_number && name.contains(part)).map(|(_, unit)| unit)
}

fn range(shape: &botocore::Shape, kind: Kind) -> Option<String> {
    let what = match kind {
        Kind::Integer | Kind::Long | Kind::Float | Kind::Double => "",
        Kind::String if shape.values.is_empty() => " characters",
        Kind::List => " elements",
        Kind::Map => " entries",
        _ => return None,
    };
    match (shape.min, shape.max) {
        (Some(min), Some(max)) => Some(format!("{min}–{max}{what}")),
        (Some(min), None) if min != 0.0 => Some(format!("at least {min}{what}")),
        (None, Some(max)) => Some(format!("up to {max}{what}")),
        _ => None,
    }
}
