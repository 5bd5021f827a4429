//! Shapes that an optimized integration has beside those of the API behind it, as its table writes them.

use std::collections::BTreeMap;

use serde::{Deserialize, de::Error as _};

use super::{Kind, Member, Shape, operation};

/// A shape in a table: `"string"`, `"A|B"`, `"service:operation.input.Member[]"`, `["string"]`, or an [`Object`].
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) enum Own {
    /// A shape of the API.
    Api(Shape),
    /// Text, a number, a boolean, any JSON.
    Scalar(Kind),
    /// One of these texts.
    Enum(Vec<String>),
    List(Box<Self>),
    Map(Box<Self>),
    Structure(Structure),
}

/// A structure, perhaps with the members of another one.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    base: Option<Shape>,
    members: BTreeMap<String, Own>,
    required: Vec<String>,
    optional: Vec<String>,
    without: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    List([Box<Own>; 1]),
    Object(Object),
}

/// An object in a table.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Object {
    /// The structure of the API that it resembles.
    base: Option<String>,
    /// Members that it has of its own, or otherwise.
    members: BTreeMap<String, Own>,
    /// Members that it needs.
    required: Vec<String>,
    /// Members that it does not need, though the API does.
    optional: Vec<String>,
    /// Members that it does not have.
    without: Vec<String>,
    /// Instead of all that: any keys, with these values.
    values: Option<Box<Own>>,
}

impl TryFrom<Written> for Own {
    type Error = serde::de::value::Error;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Ok(match written {
            Written::Name(name) => Self::named(&name)?,
            Written::List([element]) => Self::List(element),
            Written::Object(Object { values: Some(value), .. }) => Self::Map(value),
            Written::Object(object) => Self::Structure(Structure {
                base: object.base.as_deref().map(api).transpose()?,
                members: object.members,
                required: object.required,
                optional: object.optional,
                without: object.without,
            }),
        })
    }
}

impl Own {
    fn named(name: &str) -> Result<Self, serde::de::value::Error> {
        Ok(match name {
            "string" => Self::Scalar(Kind::String),
            "integer" => Self::Scalar(Kind::Integer),
            "boolean" => Self::Scalar(Kind::Boolean),
            "json" => Self::Scalar(Kind::Document),
            _ if name.contains('|') => Self::Enum(name.split('|').map(str::to_owned).collect()),
            _ => Self::Api(api(name)?),
        })
    }

    pub(crate) const fn shape(&'static self) -> Shape {
        match self {
            Self::Api(shape) => *shape,
            own => Shape::own(own),
        }
    }

    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Api(_) => Kind::Document,
            Self::Scalar(kind) => *kind,
            Self::Enum(_) => Kind::String,
            Self::List(_) => Kind::List,
            Self::Map(_) => Kind::Map,
            Self::Structure(_) => Kind::Structure,
        }
    }

    pub(super) fn name(&self) -> Option<&'static str> {
        match self {
            Self::Structure(structure) => structure.base?.name(),
            _ => None,
        }
    }

    pub(super) fn members(&'static self) -> Box<dyn Iterator<Item = Member>> {
        let Self::Structure(structure) = self else { return Box::new(std::iter::empty()) };
        Box::new(structure.members())
    }

    pub(super) fn enum_values(&'static self) -> &'static [String] {
        match self {
            Self::Enum(values) => values,
            _ => &[],
        }
    }
}

impl Structure {
    /// The API's members, and then those that it does not have.
    fn members(&'static self) -> impl Iterator<Item = Member> {
        let of_api = self.base.into_iter().flat_map(Shape::members).filter_map(|member| {
            let has = |names: &[String]| names.iter().any(|name| name == member.name);
            let required = (member.required && !has(&self.optional)) || has(&self.required);
            let shape = self.members.get(member.name).map_or(member.shape, Own::shape);
            (!has(&self.without)).then_some(Member { required, shape, ..member })
        });
        let added = self.members.iter().filter_map(|(name, own)| {
            let known = self.base.and_then(|base| base.member(name));
            let required = self.required.contains(name);
            known.is_none().then(|| Member { name, required, shape: own.shape() })
        });
        of_api.chain(added)
    }
}

/// `service:operation.input.Member[]`, or `Member{}` for the values of a map: a shape in what an operation takes or gives (`output`).
fn api(path: &str) -> Result<Shape, serde::de::value::Error> {
    find(path).ok_or_else(|| serde::de::value::Error::custom(format!("there is no shape `{path}`")))
}

fn find(path: &str) -> Option<Shape> {
    let mut names = path.split('.');
    let (service, name) = names.next()?.split_once(':')?;
    let operation = operation(service, name)?;
    let side = match names.next()? {
        "input" => operation.input(),
        "output" => operation.output(),
        _ => return None,
    };
    names.try_fold(side, |shape, name| {
        let inside = |end: &str| Some(shape.member(name.strip_suffix(end)?)?.shape);
        let inner = inside("[]").and_then(Shape::element).or_else(|| inside("{}")?.value());
        inner.or_else(|| Some(shape.member(name)?.shape))
    })
}
