//! Choice: the conditions of its rules.

use serde_json::Value;
use sfn_asl::{ChoiceRule, ChoiceState, ComparisonOperator, DataTest, Location, NestedRule, State};

use super::{Compiler, Context};
use crate::{
    program::{
        ConditionProgram, KindProgram, Pattern, Property, Relation, RuleProgram, Scalar,
        ScalarType, TestProgram, ValueType, report,
    },
    time,
};

impl Compiler {
    pub(super) fn choice(
        &mut self,
        context: &Context<'_>,
        state: &State,
        choice: &ChoiceState,
    ) -> KindProgram {
        let rules = choice
            .choices
            .iter()
            .enumerate()
            .filter_map(|(at, rule)| self.rule(context, state, at, rule))
            .collect();
        let default = choice.default.as_ref().and_then(|name| {
            self.state_named(context, &context.location.field("Default"), "Default", name)
        });
        KindProgram::Choice { rules, default }
    }

    fn rule(
        &mut self,
        context: &Context<'_>,
        state: &State,
        at: usize,
        rule: &ChoiceRule,
    ) -> Option<RuleProgram> {
        let location = context.location.field("Choices").index(at);
        let path = |field: &str| format!("Choices[{at}]/{field}");
        let (condition, output) = if context.is_jsonpath() {
            if rule.test.is_none() {
                let message = "a rule of a JSONPath Choice needs a `Variable` and an operator";
                self.diagnostics.push(report::malformed(location.clone(), message));
            }
            let path = format!("Choices[{at}]");
            let test = rule.test.as_ref();
            let test = test.and_then(|test| self.test(&path, context, &location, test));
            (test.map(ConditionProgram::Test), self.output(context, state))
        } else {
            let condition = self.condition(context, at, &location, rule);
            (condition, self.output_template(context, &path("Output"), rule.output.as_ref()))
        };
        let next = self.state_named(context, &location.field("Next"), "Next", &rule.next);
        Some(RuleProgram {
            assign: self.assign(context, &path("Assign"), rule.assign.as_ref()),
            output,
            condition: condition?,
            next: next?,
        })
    }

    fn condition(
        &mut self,
        context: &Context<'_>,
        at: usize,
        location: &Location,
        rule: &ChoiceRule,
    ) -> Option<ConditionProgram> {
        match &rule.condition {
            Some(Value::Bool(constant)) => Some(ConditionProgram::Constant(*constant)),
            Some(Value::String(text)) => {
                let field = self.field(context, &format!("Choices[{at}]/Condition"), text);
                if field.is_none() {
                    let message =
                        "`Condition` must be a boolean or an expression between `{%` and `%}`";
                    self.diagnostics.push(report::malformed(location.field("Condition"), message));
                }
                field.map(ConditionProgram::Expression)
            }
            _ => {
                let message = "a rule of a JSONata Choice needs a `Condition`";
                self.diagnostics.push(report::malformed(location.clone(), message));
                None
            }
        }
    }

    fn test(
        &mut self,
        path: &str,
        context: &Context<'_>,
        location: &Location,
        test: &DataTest,
    ) -> Option<TestProgram> {
        match test {
            DataTest::And(rules) => {
                self.tests(path, "And", context, location, rules).map(TestProgram::And)
            }
            DataTest::Or(rules) => {
                self.tests(path, "Or", context, location, rules).map(TestProgram::Or)
            }
            DataTest::Not(rule) => {
                let (path, location) = (format!("{path}/Not"), location.field("Not"));
                let test = self.test(&path, context, &location, &rule.test)?;
                Some(TestProgram::Not(Box::new(test)))
            }
            DataTest::Compare { variable, operator, operand } => {
                let variable = self.path(context, &format!("{path}/Variable"), variable);
                let property = self.property(path, context, location, *operator, operand);
                Some(TestProgram::Variable(variable?, property?))
            }
        }
    }

    fn tests(
        &mut self,
        path: &str,
        name: &str,
        context: &Context<'_>,
        location: &Location,
        rules: &[NestedRule],
    ) -> Option<Vec<TestProgram>> {
        let location = location.field(name);
        let tests: Vec<_> = rules
            .iter()
            .enumerate()
            .filter_map(|(at, rule)| {
                let path = format!("{path}/{name}[{at}]");
                self.test(&path, context, &location.index(at), &rule.test)
            })
            .collect();
        (tests.len() == rules.len()).then_some(tests)
    }

    fn property(
        &mut self,
        path: &str,
        context: &Context<'_>,
        location: &Location,
        operator: ComparisonOperator,
        operand: &Value,
    ) -> Option<Property> {
        let name = operator.as_str();
        let property = match (Comparison::of(name), operand) {
            (Comparison::Is(value_type), Value::Bool(wanted)) => Some(match value_type {
                Some(value_type) => Property::Is(value_type, *wanted),
                None => Property::IsPresent(*wanted),
            }),
            (Comparison::Matches, Value::String(text)) => {
                Pattern::parse(text).map(Property::Matches)
            }
            (Comparison::With(scalar_type, relation), Value::String(text))
                if name.ends_with("Path") =>
            {
                let other = self.path(context, &format!("{path}/{name}"), text)?;
                Some(Property::ComparesWith(relation, scalar_type, other))
            }
            (Comparison::With(scalar_type, relation), operand) => {
                scalar(scalar_type, operand).map(|scalar| Property::Compares(relation, scalar))
            }
            _ => None,
        };
        if property.is_none() {
            self.diagnostics.push(if operand.as_str().is_some_and(|text| text.contains("${")) {
                report::placeholder(location.field(name), operand.as_str().unwrap_or_default())
            } else {
                let message = format!("`{operand}` is no value that `{name}` takes");
                report::malformed(location.field(name), message)
            });
        }
        property
    }
}

/// What an operator asks for.
enum Comparison {
    /// The type of the value; `None` for whether there is one.
    Is(Option<ValueType>),
    Matches,
    With(ScalarType, Relation),
}

impl Comparison {
    fn of(name: &str) -> Self {
        if let Some(value_type) = name.strip_prefix("Is") {
            return Self::Is(match value_type {
                "Null" => Some(ValueType::Null),
                "Numeric" => Some(ValueType::Numeric),
                "String" => Some(ValueType::String),
                "Boolean" => Some(ValueType::Boolean),
                "Timestamp" => Some(ValueType::Timestamp),
                _ => None,
            });
        }
        let types = [
            ("String", ScalarType::String),
            ("Numeric", ScalarType::Numeric),
            ("Boolean", ScalarType::Boolean),
            ("Timestamp", ScalarType::Timestamp),
        ];
        let found = types
            .into_iter()
            .find_map(|(prefix, scalar)| Some((scalar, name.strip_prefix(prefix)?)));
        let (scalar, relation) = found.unwrap_or((ScalarType::String, name));
        let relation = match relation.strip_suffix("Path").unwrap_or(relation) {
            "LessThan" => Relation::LessThan,
            "GreaterThan" => Relation::GreaterThan,
            "LessThanEquals" => Relation::LessThanEquals,
            "GreaterThanEquals" => Relation::GreaterThanEquals,
            "Matches" => return Self::Matches,
            _ => Relation::Equals,
        };
        Self::With(scalar, relation)
    }
}

/// The value as one of the type, where it is.
pub(crate) fn scalar(scalar_type: ScalarType, value: &Value) -> Option<Scalar> {
    match (scalar_type, value) {
        (ScalarType::String, Value::String(text)) => Some(Scalar::String(text.as_str().into())),
        (ScalarType::Numeric, Value::Number(number)) => number.as_f64().map(Scalar::Numeric),
        (ScalarType::Boolean, Value::Bool(value)) => Some(Scalar::Boolean(*value)),
        (ScalarType::Timestamp, Value::String(text)) => time::parse(text).map(Scalar::Timestamp),
        _ => None,
    }
}
