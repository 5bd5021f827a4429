//! The types of results and of texts with known values, each once in a module.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Write as _,
};

use sfn_catalog::{Kind, Shape};

use super::{hand::Hand, ident};

/// So many values stand in an enum; of more of them, a text is clearer.
const MOST_CHOICES: usize = 64;
/// So deep a result has structs; what lies deeper is JSON.
const DEPTH: usize = 4;

pub(super) struct Types {
    taken: HashSet<String>,
    structures: HashMap<Shape, String>,
    results: Vec<String>,
    choices: BTreeMap<String, Vec<&'static str>>,
}

impl Types {
    pub(super) fn new(hand: &Hand) -> Self {
        let taken = [
            "String",
            "Vec",
            "Option",
            "BTreeMap",
            "Value",
            "Object",
            "Structure",
            "Result",
            "Some",
            "None",
            "Ok",
            "Err",
            "Self",
        ];
        let taken = taken.into_iter().chain(hand.names()).map(str::to_owned).collect();
        Self { taken, structures: HashMap::new(), results: Vec::new(), choices: BTreeMap::new() }
    }

    /// A name that is no other type's.
    pub(super) fn name(&mut self, name: &str) -> String {
        let mut name = type_name(name);
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    /// What a member of a request takes: the kind that values have to fit.
    pub(super) fn takes(&mut self, member: &str, shape: Shape) -> String {
        match shape.kind() {
            Kind::Structure => "Object".to_owned(),
            Kind::List => format!(
                "Vec<{}>",
                shape.element().map_or_else(json, |shape| self.takes(member, shape))
            ),
            Kind::Map => format!(
                "BTreeMap<String, {}>",
                shape.value().map_or_else(json, |shape| self.takes(member, shape))
            ),
            Kind::Integer | Kind::Long => "i64".to_owned(),
            Kind::Float | Kind::Double => "f64".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Document => json(),
            Kind::String => self.choice(member, shape).unwrap_or_else(|| "String".to_owned()),
            Kind::Blob | Kind::Timestamp => "String".to_owned(),
        }
    }

    /// The type of a required parameter.
    pub(super) fn parameter(&mut self, member: &str, shape: Shape) -> String {
        match shape.kind() {
            Kind::String | Kind::Blob | Kind::Timestamp => {
                self.choice(member, shape).unwrap_or_else(|| "&str".to_owned())
            }
            Kind::Document => "Structure".to_owned(),
            _ => self.takes(member, shape).replace("Object", "Structure"),
        }
    }

    /// The enum of a text with known values.
    fn choice(&mut self, member: &str, shape: Shape) -> Option<String> {
        let values: Vec<&'static str> = shape.enum_values().collect();
        if values.is_empty() || values.len() > MOST_CHOICES {
            return None;
        }
        let name = type_name(shape.name().unwrap_or(member));
        if self.choices.get(&name) == Some(&values) {
            return Some(name);
        }
        let name = self.name(&name);
        self.choices.insert(name.clone(), values);
        Some(name)
    }

    /// What an operation gives.
    pub(super) fn output(&mut self, output: Option<Shape>, name: &str) -> String {
        match output {
            Some(shape) if shape.kind() == Kind::Structure => self.structure(shape, name, 0),
            _ => json(),
        }
    }

    fn structure(&mut self, shape: Shape, otherwise: &str, depth: usize) -> String {
        if let Some(name) = self.structures.get(&shape) {
            return name.clone();
        }
        let name = self.name(shape.name().unwrap_or(otherwise));
        self.structures.insert(shape, name.clone());
        let mut text =
            format!("    /// {}\n    {name} {name}Fields {{\n", article(shape, otherwise));
        for member in shape.members() {
            let ty = self.gives(member.shape, member.name, depth + 1);
            let read = match (member.shape.kind(), member.required) {
                (Kind::List | Kind::Map, _) => "or_empty",
                (_, true) => "required",
                (_, false) => "optional",
            };
            let _ = writeln!(
                text,
                "        {}: {read} {ty} => \"{}\",",
                ident(member.name),
                member.name
            );
        }
        self.results.push(text + "    }\n");
        name
    }

    fn gives(&mut self, shape: Shape, otherwise: &str, depth: usize) -> String {
        match shape.kind() {
            Kind::Structure if depth > DEPTH || holds_itself(shape) => json(),
            Kind::Structure => self.structure(shape, otherwise, depth),
            Kind::List => format!(
                "Vec<{}>",
                shape.element().map_or_else(json, |shape| self.gives(shape, otherwise, depth))
            ),
            Kind::Map => format!(
                "BTreeMap<String, {}>",
                shape.value().map_or_else(json, |shape| self.gives(shape, otherwise, depth))
            ),
            Kind::String | Kind::Blob => "String".to_owned(),
            Kind::Integer => "i32".to_owned(),
            Kind::Long => "i64".to_owned(),
            Kind::Float | Kind::Double => "f64".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            // No source says how an optimized integration writes a time.
            Kind::Timestamp | Kind::Document => json(),
        }
    }

    /// The table of the structs.
    pub(super) fn results(&self) -> String {
        if self.results.is_empty() {
            return String::new();
        }
        format!("results! {{\n{}}}\n\n", self.results.join("\n"))
    }

    /// The tables of the enums.
    pub(super) fn choices(&self) -> String {
        let mut text = String::new();
        for (name, values) in &self.choices {
            let _ = writeln!(text, "choices! {{\n    /// A value that AWS knows.\n    {name} {{");
            let mut taken = HashSet::new();
            for value in values {
                let mut variant = variant(value);
                while !taken.insert(variant.clone()) {
                    variant.push('_');
                }
                let _ = writeln!(text, "        {variant} = \"{value}\",");
            }
            text += "    }\n}\n\n";
        }
        text
    }
}

fn json() -> String {
    "Value".to_owned()
}

fn article(shape: Shape, otherwise: &str) -> String {
    shape.name().map_or_else(
        || format!("`{}`: what the call gives.", type_name(otherwise)),
        |name| format!("`{name}`, as AWS names it."),
    )
}

/// With a capital first.
fn type_name(name: &str) -> String {
    let mut letters = name.trim_start_matches('_').chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `BUILD_GENERAL1_SMALL` as `BuildGeneral1Small`, `NO_AUTH` as `NoAuth`, `ml.m5.large` as `MlM5Large`, `spread` as `Spread`.
fn variant(value: &str) -> String {
    let words =
        value.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words
        .flat_map(|word| {
            let is_loud = word.chars().all(|letter| !letter.is_lowercase());
            let word = if is_loud { word.to_lowercase() } else { word.to_owned() };
            type_name(&word).chars().collect::<Vec<_>>()
        })
        .collect();
    let begins_with_digit = name.chars().next().is_none_or(|letter| letter.is_ascii_digit());
    if begins_with_digit { format!("V{name}") } else { name }
}

/// Whether a value of it can hold another one.
fn holds_itself(shape: Shape) -> bool {
    fn inside(shape: Shape, wanted: Shape, seen: &mut HashSet<Shape>) -> bool {
        let parts = match shape.kind() {
            Kind::Structure => {
                if !seen.insert(shape) {
                    return false;
                }
                shape.members().map(|member| member.shape).collect()
            }
            Kind::List => shape.element().into_iter().collect(),
            Kind::Map => shape.value().into_iter().collect(),
            _ => Vec::new(),
        };
        parts.into_iter().any(|part| part == wanted || inside(part, wanted, seen))
    }
    inside(shape, shape, &mut HashSet::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_variants() {
        for (value, name) in [
            ("FARGATE", "Fargate"),
            ("BUILD_GENERAL1_SMALL", "BuildGeneral1Small"),
            ("NO_AUTH", "NoAuth"),
            ("2_0", "V20"),
            ("distinctInstance", "DistinctInstance"),
        ] {
            assert_eq!(variant(value), name);
        }
    }
}
