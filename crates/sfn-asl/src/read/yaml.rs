//! YAML text to the located tree.
//!
//! The events of the parser are put together with a stack of our own, so that depth is bounded. Aliases are
//! copied, merge keys (`<<`) are resolved, and the short forms of CloudFormation that stand for a
//! text (`!Sub`, `!Ref`, `!GetAtt`) become that text, as its templates write it in place.

mod tag;

use std::{borrow::Cow, collections::BTreeMap};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::{
    MAX_DEPTH, scalar,
    tree::{Fault, Member, Node, Tree},
};
use crate::{Position, Span};

/// A definition has at most 1,048,576 characters; what aliases blow up beyond that is an attack or a mistake.
const MAX_NODES: usize = 1_048_576;

pub(super) fn parse(text: &str) -> Result<(Node, Vec<Fault>), Fault> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.event(event, convert(span))?,
            Err(error) => {
                let position = position(error.marker());
                let span = Span { start: position, end: position };
                return Err(Fault::new(Some(span), error.info().to_owned()));
            }
        }
    }
    let end = builder.end.map(|position| Span { start: position, end: position });
    let root = builder.root.take().ok_or_else(|| Fault::new(end, "the text holds no document"))?;
    Ok((root, builder.faults))
}

/// The parser's columns begin at 0.
fn position(marker: &Marker) -> Position {
    let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: number(marker.line()), column: number(marker.col()).saturating_add(1) }
}

fn convert(span: saphyr_parser::Span) -> Span {
    Span { start: position(&span.start), end: position(&span.end) }
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    /// With the number of nodes in each, so that copies can be counted before they are made.
    anchors: BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    faults: Vec<Fault>,
    end: Option<Position>,
}

/// An object or array whose end has not come yet.
struct Open {
    start: Position,
    anchor: usize,
    nodes_before: usize,
    items: Items,
}

enum Items {
    Sequence(Vec<Node>),
    Mapping { members: Vec<Member>, merged: Vec<Member>, key: Option<Key> },
}

/// A key whose value has not come yet.
struct Key {
    text: String,
    span: Span,
    is_merge: bool,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(Fault::new(Some(span), "a second document begins")
                    .help("a definition is one document; remove the rest"));
            }
            Event::StreamEnd => self.end = Some(span.start),
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag.as_deref(), span)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(span, anchor, tag.as_deref(), Items::Sequence(Vec::new()))?;
            }
            Event::MappingStart(anchor, tag) => {
                let items = Items::Mapping { members: Vec::new(), merged: Vec::new(), key: None };
                self.open(span, anchor, tag.as_deref(), items)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        span: Span,
        anchor: usize,
        tag: Option<&Tag>,
        items: Items,
    ) -> Result<(), Fault> {
        if self.open.len() > MAX_DEPTH {
            return Err(Fault::too_deep(Some(span)));
        }
        if let Some(Open { items: Items::Mapping { key: None, .. }, .. }) = self.open.last() {
            return Err(
                Fault::new(Some(span), "a key is an object or array").help("keys are texts")
            );
        }
        let core = match items {
            Items::Sequence(_) => "seq",
            Items::Mapping { .. } => "map",
        };
        if let Some(tag) = tag.filter(|tag| !(tag.is_yaml_core_schema() && tag.suffix == core)) {
            self.faults.push(tag::unknown(tag, span));
        }
        self.open.push(Open { start: span.start, anchor, nodes_before: self.nodes, items });
        self.count(1, span)
    }

    fn close(&mut self, span: Span) -> Result<(), Fault> {
        let Some(Open { start, anchor, nodes_before, items }) = self.open.pop() else {
            return Ok(());
        };
        // The end of a block collection is empty and stands at whatever comes next.
        let is_flow = span.start != span.end;
        let (last, value) = match items {
            Items::Sequence(nodes) => (nodes.last().and_then(|node| node.span), Tree::Array(nodes)),
            Items::Mapping { mut members, merged, .. } => {
                let last = members.last().and_then(|member| member.value.span);
                merge(&mut members, merged);
                (last, Tree::Object(members))
            }
        };
        let end = if is_flow { span.end } else { last.map_or(span.end, |last| last.end) };
        let node = Node { span: Some(Span { start, end: end.max(start) }), value };
        self.anchor(anchor, &node, self.nodes - nodes_before);
        self.add(node)
    }

    fn anchor(&mut self, anchor: usize, node: &Node, nodes: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), nodes));
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let Some((node, nodes)) = self.anchors.get(&anchor) else {
            return Err(Fault::new(Some(span), "an alias stands inside its own anchor"));
        };
        let (nodes, depth) = (*nodes, depth(node));
        let node = Node { span: Some(span), value: node.value.clone() };
        if self.open.len() + depth > MAX_DEPTH {
            return Err(Fault::too_deep(Some(span)));
        }
        self.count(nodes, span)?;
        if let Some(text) = self.expected_key(&node.value) {
            self.set_key(Key { text, span, is_merge: false });
            return Ok(());
        }
        self.add(node)
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Fault> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            return Err(Fault::new(
                Some(span),
                "aliases make the definition larger than AWS accepts",
            ));
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Fault> {
        self.count(1, span)?;
        let is_plain = style == ScalarStyle::Plain;
        if matches!(self.open.last(), Some(Open { items: Items::Mapping { key: None, .. }, .. })) {
            let node = Node { span: Some(span), value: Tree::String(text.clone().into_owned()) };
            self.anchor(anchor, &node, 1);
            let is_merge = is_plain && text == "<<" && tag.is_none();
            self.set_key(Key { text: text.into_owned(), span, is_merge });
            return Ok(());
        }
        let value = match tag {
            Some(tag) => self.tagged(tag, text, span),
            None if is_plain => scalar::core_schema(&text).unwrap_or_else(|| {
                self.faults.push(tag::not_in_json(&text, span));
                Tree::Null
            }),
            None => Tree::String(text.into_owned()),
        };
        let node = Node { span: Some(span), value };
        self.anchor(anchor, &node, 1);
        self.add(node)
    }

    /// The text of a scalar that stands where a key is expected.
    fn expected_key(&self, value: &Tree) -> Option<String> {
        match (self.open.last(), value) {
            (Some(Open { items: Items::Mapping { key: None, .. }, .. }), Tree::String(text)) => {
                Some(text.clone())
            }
            _ => None,
        }
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Open { items: Items::Mapping { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(new);
        }
    }

    /// Puts a complete value where it belongs.
    fn add(&mut self, node: Node) -> Result<(), Fault> {
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::Sequence(nodes)) => nodes.push(node),
            Some(Items::Mapping { members, merged, key }) => match key.take() {
                Some(key) if key.is_merge => merged.extend(merge_sources(node, key.span)?),
                Some(key) => {
                    members.push(Member { key: key.text, key_span: Some(key.span), value: node });
                }
                None => {
                    return Err(Fault::new(node.span, "a key is no text").help("keys are texts"));
                }
            },
        }
        Ok(())
    }
}

/// What `<<` brings in: the members of an object, or of several, of which the earlier ones win.
fn merge_sources(node: Node, at: Span) -> Result<Vec<Member>, Fault> {
    let refuse = || Fault::new(Some(at), "`<<` takes an object or an array of objects");
    match node.value {
        Tree::Object(members) => Ok(members),
        Tree::Array(nodes) => {
            let mut all = Vec::new();
            for node in nodes {
                let Tree::Object(members) = node.value else { return Err(refuse()) };
                all.extend(members);
            }
            Ok(all)
        }
        _ => Err(refuse()),
    }
}

/// Adds the merged members whose keys are not there yet.
fn merge(members: &mut Vec<Member>, merged: Vec<Member>) {
    if merged.is_empty() {
        return;
    }
    let mut keys: std::collections::BTreeSet<_> =
        members.iter().map(|member| member.key.clone()).collect();
    members.extend(merged.into_iter().filter(|member| keys.insert(member.key.clone())));
}

fn depth(node: &Node) -> usize {
    match &node.value {
        Tree::Array(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
        Tree::Object(members) => {
            1 + members.iter().map(|member| depth(&member.value)).max().unwrap_or(0)
        }
        _ => 0,
    }
}
