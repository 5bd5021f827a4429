//! Writes the block of a service, as `sfn_catalog::layout` describes it.

use std::collections::{BTreeMap, BTreeSet};

use sfn_catalog::{
    Kind, Template, When,
    layout::{FIRST_SHAPE, FLATTENED, NAMED, NO_NAME, RENAMED, REQUIRED, UNION},
    sdk::is_code_of,
    wire_name,
};

use super::{
    Result,
    botocore::{Http, Model, Operation, Reference, Shape},
    names,
    statements::{self, Permissions, Sources, Statement},
    tables::Service,
    wire::{self, Wire},
};

/// The block of this service; without a model it holds names only.
pub(crate) fn write(
    service: &Service,
    model: Option<&Model>,
    sources: &Sources,
) -> Result<Vec<u8>> {
    let mut block = Block::default();
    for head in [
        &service.name,
        &service.error_prefix,
        &service.iam_prefix,
        service.python_name(),
        &service.passes_roles_to,
    ] {
        block.strings.head(head)?;
    }
    let wire = model.map(Wire::of).unwrap_or_default();
    for head in [&wire.protocol, &wire.signing_name, &wire.target, &wire.namespace] {
        block.strings.head(head)?;
    }
    if let Some(model) = model {
        let mut shapes = Shapes::new(service, model, wire.is_camel_case);
        block.operations(&mut shapes, sources)?;
        block.shapes(&mut shapes)?;
    }
    block.bytes()
}

/// A number of the file.
pub(crate) fn long(number: usize) -> Result<[u8; 4]> {
    u32::try_from(number).map(u32::to_le_bytes).map_err(|_| "the catalogue is too large".to_owned())
}

/// A word of a block.
fn word(number: usize) -> Result<u16> {
    u16::try_from(number).map_err(|_| "a block of the catalogue is too large".to_owned())
}

/// The strings of a block, each once.
#[derive(Default)]
struct Strings {
    numbers: BTreeMap<String, u16>,
    ends: Vec<usize>,
    text: String,
}

impl Strings {
    fn add(&mut self, string: &str) -> Result<u16> {
        if let Some(&number) = self.numbers.get(string) {
            return Ok(number);
        }
        let number = self.head(string)?;
        self.numbers.insert(string.to_owned(), number);
        Ok(number)
    }

    /// Adds a string whose number is its place.
    fn head(&mut self, string: &str) -> Result<u16> {
        self.text.push_str(string);
        self.ends.push(self.text.len());
        word(self.ends.len() - 1)
    }
}

/// The shapes that are met on the way from the operations, in that order.
struct Shapes<'m> {
    service: &'m Service,
    model: &'m Model,
    /// The shapes that operations themselves take and give.
    own: BTreeSet<&'m str>,
    numbers: BTreeMap<&'m str, u16>,
    queue: Vec<&'m str>,
    is_camel_case: bool,
}

impl<'m> Shapes<'m> {
    fn new(service: &'m Service, model: &'m Model, is_camel_case: bool) -> Self {
        let operations = model.operations.values();
        let own = operations.flat_map(|operation| [&operation.input, &operation.output]).flatten();
        let own = own.map(|reference| reference.shape.as_str()).collect();
        Self { service, model, own, numbers: BTreeMap::new(), queue: Vec::new(), is_camel_case }
    }

    /// The number of a shape: that of its kind, unless there is more to say of it.
    fn number(&mut self, name: &'m str) -> Result<u16> {
        let shape = self.model.shape(name)?;
        let kind = kind(shape)?;
        let is_plain = !matches!(kind, Kind::Structure | Kind::List | Kind::Map)
            && shape.values.is_empty()
            && !(is_number(kind) && (shape.min.is_some() || shape.max.is_some()));
        if is_plain {
            return Ok(kind as u16);
        }
        if let Some(&number) = self.numbers.get(name) {
            return Ok(number);
        }
        let number = word(self.queue.len())? + FIRST_SHAPE;
        if number & REQUIRED != 0 {
            return Err(format!("{}: too many shapes", self.service.name));
        }
        self.queue.push(name);
        self.numbers.insert(name, number);
        Ok(number)
    }

    fn of(&mut self, reference: Option<&'m Reference>) -> Result<u16> {
        reference.map_or(Ok(Kind::Structure as u16), |reference| self.number(&reference.shape))
    }
}

fn kind(shape: &Shape) -> Result<Kind> {
    Ok(match shape.kind.as_str() {
        _ if shape.document => Kind::Document,
        "structure" => Kind::Structure,
        "list" => Kind::List,
        "map" => Kind::Map,
        "string" | "character" => Kind::String,
        "integer" | "short" | "byte" => Kind::Integer,
        "long" | "biginteger" => Kind::Long,
        "float" => Kind::Float,
        "double" | "bigdecimal" => Kind::Double,
        "boolean" => Kind::Boolean,
        "blob" => Kind::Blob,
        "timestamp" => Kind::Timestamp,
        other => return Err(format!("`{other}` is no kind of shape")),
    })
}

const fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Long | Kind::Float | Kind::Double)
}

/// Whether a call without the member fails. The SDK fills in idempotency tokens; a member of another name is no such
/// token, whatever the model says (Athena's `QueryExecutionId`).
fn is_required(shape: &Shape, name: &str, reference: &Reference) -> bool {
    let lower = name.to_lowercase();
    let is_token = reference.idempotency_token
        && ["token", "requestid", "reference", "idempot"].iter().any(|part| lower.contains(part));
    shape.required.iter().any(|required| required == name) && !is_token
}

#[derive(Default)]
struct Block {
    strings: Strings,
    operations: Vec<usize>,
    shapes: Vec<usize>,
    words: Vec<u16>,
}

impl Block {
    fn operations(&mut self, shapes: &mut Shapes<'_>, sources: &Sources) -> Result<()> {
        let Shapes { service, model, .. } = *shapes;
        // The name's first letter changes, and with it the order.
        let operations: BTreeMap<_, _> = model
            .operations
            .iter()
            .map(|(name, operation)| (names::operation(name), (name, operation)))
            .collect();
        for (asl, (name, operation)) in operations {
            self.operations.push(self.words.len());
            let Permissions { confidence, statements } =
                statements::of(service, model, name, operation, sources)?;
            let (input, output) =
                (shapes.of(operation.input.as_ref())?, shapes.of(operation.output.as_ref())?);
            let http = if model.metadata.is_rest() {
                let Http { method, request_uri } = &operation.http;
                self.strings.add(&format!("{method} {request_uri}"))?
            } else {
                NO_NAME
            };
            self.words.extend([self.strings.add(&asl)?, confidence as u16, input, output, http]);
            self.errors(service, model, operation)?;
            self.words.push(word(statements.len())?);
            for statement in statements {
                self.statement(&statement)?;
            }
        }
        Ok(())
    }

    /// The errors that the model names, and the one that stands for all others.
    fn errors(&mut self, service: &Service, model: &Model, operation: &Operation) -> Result<()> {
        let prefix = &service.error_prefix;
        let mut errors = BTreeSet::new();
        for error in &operation.errors {
            let name = names::error(service.python_name(), &error.shape);
            let code = model.shape(&error.shape)?.error.as_ref();
            let code = code.and_then(|error| error.code.as_ref());
            let other = code.filter(|code| !is_code_of(code, &name));
            errors.insert(other.map_or_else(|| name.clone(), |code| format!("{name}={code}")));
        }
        self.words.push(word(errors.len() + 1)?);
        for error in errors.into_iter().chain([format!("{prefix}Exception")]) {
            self.words.push(self.strings.add(&format!("{prefix}.{error}"))?);
        }
        Ok(())
    }

    fn statement(&mut self, Statement { action, when, resources }: &Statement) -> Result<()> {
        let when = when.as_ref().map_or(Ok(NO_NAME), |when| {
            When::parse(&format!("param:{when}"))?;
            self.strings.add(when)
        })?;
        self.words.extend([self.strings.add(action)?, when, word(resources.len())?]);
        for resource in resources {
            Template::parse(resource)?;
            self.words.push(self.strings.add(resource)?);
        }
        Ok(())
    }

    fn shapes(&mut self, shapes: &mut Shapes<'_>) -> Result<()> {
        let mut at = 0;
        while let Some(&name) = shapes.queue.get(at) {
            self.shapes.push(self.words.len());
            self.shape(shapes, name)?;
            at += 1;
        }
        Ok(())
    }

    /// The words of a shape; those that it refers to join the queue.
    fn shape(&mut self, shapes: &mut Shapes<'_>, name: &str) -> Result<()> {
        let shape = shapes.model.shape(name)?;
        let kind = kind(shape)?;
        let union = if shape.union { UNION } else { 0 };
        self.words.push(kind as u16 | union);
        match kind {
            Kind::List => self.elements(shapes, shape, &[&shape.member])?,
            Kind::Map => self.elements(shapes, shape, &[&shape.key, &shape.value])?,
            Kind::Structure => self.structure(shapes, name, shape)?,
            _ if is_number(kind) => {
                for bound in [shape.min, shape.max] {
                    let bound = bound.map(|bound| self.strings.add(&bound.to_string()));
                    self.words.push(bound.transpose()?.unwrap_or(NO_NAME));
                }
            }
            _ => {
                self.words.extend([self.strings.add(name)?, word(shape.values.len())?]);
                for value in &shape.values {
                    self.words.push(self.strings.add(value)?);
                }
            }
        }
        Ok(())
    }

    /// The words of a list or a map after its kind: of these parts the shapes, and the names where there are some.
    fn elements<'m>(
        &mut self,
        shapes: &mut Shapes<'m>,
        shape: &Shape,
        parts: &[&'m Option<Reference>],
    ) -> Result<()> {
        let kind = self.words.len() - 1;
        for part in parts {
            self.words.push(shapes.of(part.as_ref())?);
        }
        if !shapes.model.metadata.names_elements() {
            return Ok(());
        }
        if shape.flattened {
            self.words[kind] |= FLATTENED;
        }
        let names: Vec<_> =
            parts.iter().map(|part| part.as_ref()?.location_name.as_ref()).collect();
        if names.iter().any(Option::is_some) {
            self.words[kind] |= NAMED;
            for name in names {
                let name = name.map(|name| self.strings.add(name)).transpose()?;
                self.words.push(name.unwrap_or(NO_NAME));
            }
        }
        Ok(())
    }

    fn structure<'m>(
        &mut self,
        shapes: &mut Shapes<'m>,
        name: &str,
        shape: &'m Shape,
    ) -> Result<()> {
        let service = shapes.service.python_name();
        self.words.push(if shapes.own.contains(name) {
            NO_NAME
        } else {
            self.strings.add(name)?
        });
        let count = self.words.len();
        self.words.push(0);
        let mut renamed = Vec::new();
        for (member, reference) in &shape.members.0 {
            let Some(asl) = names::member(service, name, member) else { continue };
            let wire = wire::member(shapes.model, shape, member, reference)?;
            if wire != wire_name(&asl, shapes.is_camel_case) {
                renamed.push(((self.words.len() - count - 1) / 2, wire));
            }
            let required = if is_required(shape, member, reference) { REQUIRED } else { 0 };
            let number = shapes.number(&reference.shape)? | required;
            self.words.extend([self.strings.add(&asl)?, number]);
        }
        for added in names::added(service, name) {
            self.words.extend([self.strings.add(added)?, Kind::String as u16]);
        }
        self.words[count] = word((self.words.len() - count - 1) / 2)?;
        if !renamed.is_empty() {
            self.words[count - 2] |= RENAMED;
            self.words.push(word(renamed.len())?);
            for (place, member) in renamed {
                self.words.extend([word(place)?, self.strings.add(&member)?]);
            }
        }
        Ok(())
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let counts =
            [self.strings.ends.len(), self.operations.len(), self.shapes.len(), self.words.len()];
        for &number in
            counts.iter().chain(&self.strings.ends).chain(&self.operations).chain(&self.shapes)
        {
            bytes.extend(long(number)?);
        }
        bytes.extend(self.words.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(self.strings.text.as_bytes());
        Ok(bytes)
    }
}
