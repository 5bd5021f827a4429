//! Choice states: rules of both languages, and the tests inside JSONPath rules.

use serde_json::Value;

use super::{
    fields::Fields,
    reader::{Reader, list},
    tree::Node,
};
use crate::{
    ChoiceRule, ChoiceState, ComparisonOperator, DataTest, Location, NestedRule, StateName,
    fields::{CHOICE_RULE, Field, NESTED_RULE, Use, use_in_rule},
    rules::{CHOICE_NESTED_NEXT, CHOICE_ONE_OPERATOR, REQUIRED_FIELD, UNKNOWN_FIELD},
};

impl Reader {
    pub(super) fn choice(&mut self, fields: &Fields<'_>) -> ChoiceState {
        self.require(&REQUIRED_FIELD, fields, &["Choices"]);
        ChoiceState {
            choices: self.list(fields, "Choices", Self::choice_rule).unwrap_or_default(),
            default: self.text(fields, "Default").map(StateName::new),
        }
    }

    fn choice_rule(&mut self, node: &Node, location: &Location) -> Option<ChoiceRule> {
        let fields = self.object(node, location, "a Choice rule")?;
        self.unknown_rule_fields(&fields, "a Choice rule", CHOICE_RULE);
        Some(ChoiceRule {
            condition: fields.template("Condition"),
            test: self.test(&fields),
            next: StateName::new(self.required_text(&fields, "Next")),
            assign: self.template_map(&fields, "Assign"),
            output: fields.template("Output"),
            comment: self.text(&fields, "Comment"),
        })
    }

    fn nested_rule(&mut self, node: &Node, location: &Location) -> Option<NestedRule> {
        let fields = self.object(node, location, "a nested rule")?;
        self.unknown_rule_fields(&fields, "a nested rule", NESTED_RULE);
        let comment = self.text(&fields, "Comment");
        let test = self.test(&fields);
        if test.is_none() && !self.reported.contains(location) {
            self.no_operator(location);
        }
        Some(NestedRule { test: test.unwrap_or_else(|| DataTest::And(Vec::new())), comment })
    }

    fn unknown_rule_fields(&mut self, fields: &Fields<'_>, what: &str, known: &'static [Field]) {
        let operators = ComparisonOperator::ALL.iter().map(|operator| operator.as_str());
        let candidates = known.iter().map(|(name, _)| *name).chain(operators);
        for name in fields.names().filter(|name| use_in_rule(known, name) == Use::No) {
            let is_nested_next = name == "Next";
            let rule = if is_nested_next { &CHOICE_NESTED_NEXT } else { &UNKNOWN_FIELD };
            let diagnostic = self.unknown_field(rule, fields, what, name, candidates.clone());
            if is_nested_next {
                diagnostic.help("remove it; only the outermost rule leads on");
            }
        }
    }

    /// What the rule tests; `None` where it has no operator.
    fn test(&mut self, fields: &Fields<'_>) -> Option<DataTest> {
        let is_operator = |name: &str| {
            matches!(name, "And" | "Or" | "Not") || ComparisonOperator::from_name(name).is_some()
        };
        let operators: Vec<_> = fields.names().filter(|name| is_operator(name)).collect();
        let first = *operators.first()?;
        if operators.len() > 1 {
            let found = list(operators.iter().copied());
            self.report(
                &CHOICE_ONE_OPERATOR,
                &fields.location,
                format!("a rule has several operators: {found}"),
            )
            .help("join tests with `And` or `Or`");
        }
        let Some(operator) = ComparisonOperator::from_name(first) else {
            self.lone_variable(fields, first);
            return Some(self.combination(fields, first));
        };
        Some(DataTest::Compare {
            variable: self.required_text(fields, "Variable"),
            operator,
            operand: fields.template(first).unwrap_or(Value::Null),
        })
    }

    fn combination(&mut self, fields: &Fields<'_>, name: &str) -> DataTest {
        if name == "Not" {
            let rule = self.field(fields, name, Self::nested_rule);
            let stand_in = || NestedRule { test: DataTest::And(Vec::new()), comment: None };
            return DataTest::Not(Box::new(rule.unwrap_or_else(stand_in)));
        }
        let rules = self.list(fields, name, Self::nested_rule).unwrap_or_default();
        if name == "And" { DataTest::And(rules) } else { DataTest::Or(rules) }
    }

    /// A combinator tests no variable of its own.
    fn lone_variable(&mut self, fields: &Fields<'_>, combinator: &str) {
        if fields.has("Variable") {
            let location = fields.at("Variable");
            let message =
                format!("`Variable` stands beside `{combinator}`, which tests none itself");
            self.report(&CHOICE_ONE_OPERATOR, &location, message)
                .help("move it into the nested rules");
        }
    }

    fn no_operator(&mut self, location: &Location) {
        self.report(&CHOICE_ONE_OPERATOR, location, "a nested rule has no operator")
            .help("add `Variable` and one comparison operator, or `And`, `Or` or `Not`");
    }
}
