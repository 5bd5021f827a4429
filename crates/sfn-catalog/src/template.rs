//! Templates of ARNs and condition values: text with slots that the state's parameters fill.
//!
//! `data/README.md` describes the notation. A template is parsed once, when its table is opened, so that filling it
//! is a walk over its parts.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

/// A text with slots, such as `arn:${Partition}:sqs:${Region}:${Account}:{QueueName}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// Whether an absent parameter makes it `*`: the resource type is optional for the action.
    pub optional: bool,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// `${Partition}`
    Partition,
    /// `${Region}`
    Region,
    /// `${Account}`
    Account,
    /// `{self:name}`: a property of the machine.
    Own(String),
    /// `{declared:name}`: what only the user knows.
    Declared(String),
    /// A slot that parameters fill.
    Slot(Slot),
}

/// A slot that the state's parameters fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What is done with the value.
    pub function: Function,
    /// The parameters that may hold it; the first that is there counts.
    pub paths: Vec<Path>,
    /// What stands after `|`.
    pub otherwise: Option<Template>,
}

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What is done with a parameter's value before it stands in a template.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Function {
            $($(#[$doc])* $variant,)*
        }

        impl Function {
            /// All functions.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name in a template.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}
functions! {
    /// The value as it is.
    Value = "",
    /// An ARN as it is; a name goes into the template after `|`.
    Arn = "arn",
    /// The value is an ARN.
    Param = "param",
    /// A Lambda function: ARN, partial ARN `123456789012:function:name`, or a name for the template after `|`.
    FunctionName = "function",
    /// `:v` for a qualifier `v`, nothing if there is none.
    Qualifier = "qualifier",
    /// As `arn`, and `:*` if the revision is missing.
    Revisioned = "revisioned",
    /// The URL of a queue: its ARN.
    QueueUrl = "queue-url",
    /// `s3://bucket/key`: the ARN of the object.
    S3Uri = "s3-uri",
    /// `s3://bucket/key`: the ARN of the bucket.
    S3Bucket = "s3-bucket",
    /// `s3://bucket/prefix`: the ARN of all objects below.
    S3Prefix = "s3-prefix",
    /// `bucket/key` or `/bucket/key?versionId=…`: `bucket/key`.
    CopySource = "copy-source",
    /// The name in the ARN of a cluster, or the name itself.
    ClusterName = "cluster-name",
    /// The project in the id or ARN of a build: `project:uuid`.
    BuildProject = "build-project",
    /// The group in the ARN of a report.
    ReportGroup = "report-group",
    /// The API's id, the first label of its host.
    ApiId = "api-id",
    /// A path without its first `/`.
    UrlPath = "url-path",
    /// The URL of an endpoint, as a pattern that no other host meets.
    Endpoint = "endpoint",
    /// The name in the ARN of a connection.
    ConnectionName = "connection-name",
    /// The ARN of a state machine: that of its executions, without the id.
    ExecutionOf = "execution-of",
    /// The id or ARN of an inference profile: its model.
    ProfileModel = "profile-model",
    /// The address in `Name <address>`, or the address itself.
    MailAddress = "mail-address",
    /// The domain of such an address.
    MailDomain = "mail-domain",
    /// A prefix that ends in `/`, unless it is empty.
    Folder = "folder",
    /// The folder that holds a key, with `/` at the end.
    Parent = "parent",
    /// The folder above that, with `/` at the end.
    Grandparent = "grandparent",
}

impl Function {
    /// Whether it gives a whole ARN, so that what stands after `|` are the ARNs that it can be.
    pub const fn gives_arn(self) -> bool {
        matches!(
            self,
            Self::Param
                | Self::QueueUrl
                | Self::S3Uri
                | Self::S3Bucket
                | Self::S3Prefix
                | Self::CopySource
                | Self::ExecutionOf
        )
    }

    /// Whether an ARN stays as it is and a name goes into the template after `|`.
    pub const fn takes_arn_or_name(self) -> bool {
        matches!(self, Self::Arn | Self::FunctionName | Self::Revisioned)
    }
}

/// Where a value stands in the parameters: `A.B`, `A[].B`, `A.@keys`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Segment>);

/// A step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A member.
    Member(String),
    /// Each element.
    Elements,
    /// Each key.
    Keys,
}

impl Template {
    /// Parses the notation of `data/README.md`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (optional, text) = text.strip_prefix('?').map_or((false, text), |rest| (true, rest));
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            rest = part(rest, &mut parts)?;
        }
        Ok(Self { parts, optional })
    }

    /// The slots of this template, those after `|` not among them.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts.iter().filter_map(|part| match part {
            Part::Slot(slot) => Some(slot),
            _ => None,
        })
    }
}

/// Takes one part off the front.
fn part<'t>(text: &'t str, parts: &mut Vec<Part>) -> Result<&'t str, String> {
    for (name, part) in [
        ("${Partition}", Part::Partition),
        ("${Region}", Part::Region),
        ("${Account}", Part::Account),
    ] {
        if let Some(rest) = text.strip_prefix(name) {
            parts.push(part);
            return Ok(rest);
        }
    }
    if let Some(inner) = text.strip_prefix('{') {
        let end = matching(inner).ok_or_else(|| format!("`{text}` has no closing brace"))?;
        let (slot, rest) = inner.split_at(end);
        parts.push(slot_part(slot)?);
        return Ok(rest.get(1..).unwrap_or_default());
    }
    let end = text
        .char_indices()
        .skip(1)
        .find(|&(_, c)| c == '{' || c == '$')
        .map_or(text.len(), |(at, _)| at);
    let (literal, rest) = text.split_at(end);
    if let Some(Part::Text(before)) = parts.last_mut() {
        before.push_str(literal);
    } else {
        parts.push(Part::Text(literal.to_owned()));
    }
    Ok(rest)
}

/// Where the brace closes that was opened just before.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn slot_part(text: &str) -> Result<Part, String> {
    let (head, otherwise) =
        text.split_once('|').map_or((text, None), |(head, rest)| (head, Some(rest)));
    let (function, paths) = head.split_once(':').unwrap_or(("", head));
    match function {
        "self" => return Ok(Part::Own(paths.to_owned())),
        "declared" => return Ok(Part::Declared(paths.to_owned())),
        _ => {}
    }
    let known = Function::ALL.iter().copied().find(|known| known.as_str() == function);
    Ok(Part::Slot(Slot {
        function: known.ok_or_else(|| format!("`{function}` is not a function"))?,
        paths: paths.split(',').map(Path::parse).collect::<Result<_, _>>()?,
        otherwise: otherwise.map(Template::parse).transpose()?,
    }))
}

impl Path {
    /// Parses `A.B`, `A[].B`, `A.@keys`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut segments = Vec::new();
        for step in text.split('.') {
            let name = step.trim_end_matches("[]");
            if name.is_empty() {
                return Err(format!("`{text}` is not a path"));
            }
            segments.push(if name == "@keys" {
                Segment::Keys
            } else {
                Segment::Member(name.to_owned())
            });
            segments.extend((0..(step.len() - name.len()) / 2).map(|_| Segment::Elements));
        }
        Ok(Self(segments))
    }

    /// The name of the parameter at the top.
    pub fn top(&self) -> &str {
        match self.0.first() {
            Some(Segment::Member(name)) => name,
            _ => "",
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Member(name) if at == 0 => f.write_str(name)?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Elements => f.write_str("[]")?,
                Segment::Keys => f.write_str(".@keys")?,
            }
        }
        Ok(())
    }
}

/// As it stands in the tables.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.optional { "?" } else { "" })?;
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Partition => f.write_str("${Partition}"),
            Part::Region => f.write_str("${Region}"),
            Part::Account => f.write_str("${Account}"),
            Part::Own(name) => write!(f, "{{self:{name}}}"),
            Part::Declared(name) => write!(f, "{{declared:{name}}}"),
            Part::Slot(slot) => write!(f, "{{{slot}}}"),
        })
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.function != Function::Value {
            write!(f, "{}:", self.function.as_str())?;
        }
        let paths: Vec<_> = self.paths.iter().map(Path::to_string).collect();
        f.write_str(&paths.join(","))?;
        self.otherwise.as_ref().map_or(Ok(()), |otherwise| write!(f, "|{otherwise}"))
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_may_hold_a_template() {
        let template = Template::parse(
            "{arn:TableName|arn:${Partition}:dynamodb:${Region}:${Account}:table/{TableName}}",
        )
        .unwrap();
        let slot = template.slots().next().unwrap();
        assert_eq!(slot.function, Function::Arn);
        assert_eq!(slot.paths[0].to_string(), "TableName");
        assert_eq!(slot.otherwise.as_ref().unwrap().parts.len(), 8);
    }

    #[test]
    fn paths_print_as_they_were_written() {
        for text in ["A", "A.B", "A[].B", "A.@keys", "A[].B[].C"] {
            assert_eq!(Path::parse(text).unwrap().to_string(), text);
        }
        assert!(Path::parse("A..B").is_err());
    }

    #[test]
    fn templates_print_as_they_were_written() {
        for text in [
            "?arn:${Partition}:s3:::{Bucket}/{Key}",
            "{arn:Name|arn:${Partition}:sns:${Region}:${Account}:{Name}}",
            "{param:A.B,C|*}{declared:role}{self:arn}",
        ] {
            assert_eq!(Template::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(Template::parse("{Name").unwrap_err(), "`{Name` has no closing brace");
        assert_eq!(Template::parse("{fn:Name}").unwrap_err(), "`fn` is not a function");
    }
}
