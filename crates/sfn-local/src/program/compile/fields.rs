//! Fields that many states have: targets, templates, texts and numbers.

use std::sync::Arc;

use serde_json::Value;
use sfn_asl::{Location, Quantity, StateName, TemplateMap, Transition};
use sfn_query::template::{Field, Template};

use super::{Compiler, Context};
use crate::program::{
    AssignProgram, DecimalProgram, NumberProgram, StateIndex, Target, TextProgram, report,
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
            let template = self.template(context, &format!("{path}/{name}"), Some(value))?;
            Some((Arc::from(name.as_str()), template))
        });
        Some(AssignProgram(variables.collect()))
    }

    pub(super) fn template(
        &mut self,
        context: &Context<'_>,
        path: &str,
        value: Option<&Value>,
    ) -> Option<Template> {
        match Template::compile(path, value?) {
            Ok(template) => Some(template),
            Err(errors) => {
                let found =
                    errors.iter().map(|error| report::jsonata_syntax(&context.location, error));
                self.diagnostics.extend(found);
                None
            }
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
fn at(context: &Context<'_>, path: &str) -> Location {
    path.split('/').fold(context.location.clone(), |location, part| location.field(part))
}
