//! Fields that many states have: targets, templates, texts and numbers.

use std::sync::Arc;

use serde_json::Value;
use sfn_asl::{Location, Quantity, QueryLanguage, StateName, TemplateMap, Transition};
use sfn_query::{
    payload_template::PayloadTemplate,
    template::{Field, Template},
};

use super::{Compiler, Context};
use crate::{
    payload::Payload,
    program::{
        AssignProgram, DecimalProgram, NumberProgram, StateIndex, Target, TemplateProgram,
        TextProgram, report,
    },
};

impl Compiler {
    pub(super) fn target(
        &mut self,
        context: &Context<'_>,
        transition: Option<&Transition>,
    ) -> Target {
        let Some(transition) = transition else { return Target::End };
        match &transition.next {
            Some(name) => self
                .state_named(context, &context.location.field("Next"), "Next", name)
                .map_or(Target::End, Target::Next),
            None if transition.end == Some(true) => Target::End,
            None => {
                let message = "the state has neither `Next` nor `\"End\": true`";
                self.diagnostics.push(report::malformed(context.location.clone(), message));
                Target::End
            }
        }
    }

    pub(super) fn state_named(
        &mut self,
        context: &Context<'_>,
        location: &Location,
        field: &str,
        name: &StateName,
    ) -> Option<StateIndex> {
        let found = context.find(name);
        if found.is_none() {
            self.diagnostics.push(report::missing_target(location.clone(), field, name));
        }
        found
    }

    pub(super) fn assign(
        &mut self,
        context: &Context<'_>,
        path: &str,
        assign: Option<&TemplateMap>,
    ) -> Option<AssignProgram> {
        let variables = assign?.iter().filter_map(|(name, value)| {
            let path = format!("{path}/{name}");
            let looked_up = name.strip_suffix(".$").filter(|_| context.is_jsonpath());
            let template = match looked_up {
                Some(_) => self.assigned_lookup(context, &path, name, value),
                None => self.template(context, &path, Some(value)),
            };
            Some((Arc::from(looked_up.unwrap_or(name)), template?))
        });
        Some(AssignProgram(variables.collect()))
    }

    /// The value of the JSONata field, or of its JSONPath counterpart, whichever the state's language has.
    pub(super) fn either(
        &mut self,
        context: &Context<'_>,
        (jsonata, arguments): (&str, Option<&Value>),
        (jsonpath, parameters): (&str, Option<&Value>),
    ) -> Option<TemplateProgram> {
        match context.language {
            QueryLanguage::Jsonata => self.template(context, jsonata, arguments),
            QueryLanguage::JsonPath => self.template(context, jsonpath, parameters),
        }
    }

    pub(super) fn template(
        &mut self,
        context: &Context<'_>,
        path: &str,
        value: Option<&Value>,
    ) -> Option<TemplateProgram> {
        let value = value?;
        match context.language {
            QueryLanguage::Jsonata => match Template::compile(path, value) {
                Ok(template) => Some(match template.constant() {
                    Some(constant) => TemplateProgram::Constant(Payload::new(constant.clone())),
                    None => TemplateProgram::Jsonata(template),
                }),
                Err(errors) => {
                    let found =
                        errors.iter().map(|error| report::jsonata_syntax(&context.location, error));
                    self.diagnostics.extend(found);
                    None
                }
            },
            QueryLanguage::JsonPath => match PayloadTemplate::compile(path, value) {
                Ok(template) => Some(match template.constant() {
                    Some(constant) => TemplateProgram::Constant(Payload::new(constant.clone())),
                    None => TemplateProgram::JsonPath(template),
                }),
                Err(errors) => {
                    let found = errors
                        .iter()
                        .map(|error| report::payload_template(&context.location, error));
                    self.diagnostics.extend(found);
                    None
                }
            },
        }
    }

    pub(super) fn field(&mut self, context: &Context<'_>, path: &str, text: &str) -> Option<Field> {
        match Field::compile(path, text) {
            Ok(field) => field,
            Err(error) => {
                self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
                None
            }
        }
    }

    pub(super) fn text(
        &mut self,
        context: &Context<'_>,
        path: &str,
        text: &str,
    ) -> Option<TextProgram> {
        if context.is_jsonpath() {
            return Some(TextProgram::Constant(text.into()));
        }
        match Field::compile(path, text) {
            Ok(Some(field)) => Some(TextProgram::Expression(field)),
            Ok(None) => Some(TextProgram::Constant(text.into())),
            Err(error) => {
                self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
                None
            }
        }
    }

    pub(super) fn optional_number(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: Option<&Quantity>,
    ) -> Option<NumberProgram> {
        self.number(context, path, quantity?)
    }

    pub(super) fn number(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: &Quantity,
    ) -> Option<NumberProgram> {
        match self.expression(context, path, quantity) {
            Ok(Some(field)) => Some(NumberProgram::Expression(field)),
            Ok(None) => self.constant(quantity, &at(context, path)).map(NumberProgram::Constant),
            Err(Reported) => None,
        }
    }

    pub(super) fn optional_decimal(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: Option<&Quantity>,
    ) -> Option<DecimalProgram> {
        let quantity = quantity?;
        match self.expression(context, path, quantity) {
            Ok(Some(field)) => Some(DecimalProgram::Expression(field)),
            Ok(None) => self.decimal(quantity, &at(context, path)).map(DecimalProgram::Constant),
            Err(Reported) => None,
        }
    }

    /// The expression that the quantity is, where it is one.
    fn expression(
        &mut self,
        context: &Context<'_>,
        path: &str,
        quantity: &Quantity,
    ) -> Result<Option<Field>, Reported> {
        let Quantity::Text(text) = quantity else { return Ok(None) };
        if context.is_jsonpath() {
            return Ok(None);
        }
        Field::compile(path, text).map_err(|error| {
            self.diagnostics.push(report::jsonata_syntax(&context.location, &error));
            Reported
        })
    }

    pub(super) fn constant(&mut self, quantity: &Quantity, location: &Location) -> Option<u64> {
        let constant = quantity.as_u64();
        if constant.is_none() {
            self.diagnostics.push(match quantity {
                Quantity::Text(text) => report::placeholder(location.clone(), text),
                Quantity::Number(number) => report::malformed(
                    location.clone(),
                    format!("`{number}` is not a whole number that is not negative"),
                ),
            });
        }
        constant
    }

    pub(super) fn decimal(&mut self, quantity: &Quantity, location: &Location) -> Option<f64> {
        match quantity {
            Quantity::Number(number) => number.as_f64(),
            Quantity::Text(text) => {
                self.diagnostics.push(report::placeholder(location.clone(), text));
                None
            }
        }
    }
}

/// What is wrong is among the diagnostics.
struct Reported;

/// The place of a field that may stand in another.
pub(super) fn at(context: &Context<'_>, path: &str) -> Location {
    path.split('/').fold(context.location.clone(), |location, part| location.field(part))
}
