//! Definitions in both languages. Most states lead forward, so that most executions end soon.

use serde_json::{Map, Value, json};

use super::dice::Dice;

pub(super) const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// Expressions that mostly give something, and those that mostly fail.
const JSONATA: [&[&str]; 2] = [
    &[
        "$states.input",
        "$states.context.Execution.Input",
        "$states.context.State.Name",
        "$exists($v) ? $v : 0",
        "[1..3]",
        "$count($states.input)",
        "$random()",
        "$uuid()",
        "$partition([1..5], 2)",
        "$hash('a', 'SHA-256')",
        "true",
        "'text'",
        "{'k': 1}",
        "null",
        "[]",
    ],
    &[
        "$states.input.x",
        "$states.context.Map.Item.Value",
        "$states.context.State.RetryCount",
        "$states.result",
        "$states.errorOutput.Error",
        "$v",
        "$v + 1",
        "1/0",
        "$states.input.x > 1",
        "function($x){$x}",
        "$eval('1')",
        "1e300",
        "$sum('x')",
        "-1",
    ],
];

/// Paths and intrinsic functions, the same.
const JSONPATH: [&[&str]; 2] = [
    &[
        "$",
        "$..x",
        "$$.Execution.Name",
        "$$.State.EnteredTime",
        "States.Array(1, $)",
        "States.Format('a {}', $)",
        "States.MathAdd(1, 2)",
        "States.ArrayRange(1, 9, 2)",
        "States.JsonToString($)",
        "States.MathRandom(1, 9)",
        "States.UUID()",
    ],
    &[
        "$.x",
        "$.x.y",
        "$.x[0]",
        "$.x[-1:]",
        "$.x[?(@.y > 1)]",
        "$['x','y']",
        "$.x[(@.length-1)]",
        "$$.Map.Item.Index",
        "$v",
        "$v.k",
        "States.StringToJson($.x)",
        "States.Hash($.x, 'MD5')",
        "States.JsonMerge($, $.x, false)",
    ],
];

const ERRORS: [&str; 6] = [
    "E",
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "States.QueryEvaluationError",
    "States.Runtime",
];

/// A definition; `concurrent` where branches may run side by side.
pub(super) struct Definitions<'a> {
    pub(super) dice: &'a mut Dice,
    pub(super) jsonata: bool,
    pub(super) concurrent: bool,
}

impl Definitions<'_> {
    pub(super) fn machine(&mut self) -> Value {
        let mut machine = self.scope(2);
        machine["QueryLanguage"] = if self.jsonata { "JSONata" } else { "JSONPath" }.into();
        machine["TimeoutSeconds"] = 333.into();
        machine
    }

    /// Any JSON, in which expressions stand.
    pub(super) fn value(&mut self, depth: u32) -> Value {
        match self.dice.below(if depth == 0 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => self.dice.once_in(2).into(),
            2 => i64::try_from(self.dice.below(7)).unwrap_or(0).into(),
            3 => (f64::from(u32::try_from(self.dice.below(1_000)).unwrap_or(0)) / 8.0).into(),
            4 => ["", "x", "é\u{1F600}", "12", "2026-01-31T12:00:00Z"][self.dice.below(5)].into(),
            5 if self.jsonata => self.expression(),
            5 => "text".into(),
            6 => (0..self.dice.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => self.object(depth),
        }
    }

    fn object(&mut self, depth: u32) -> Value {
        let mut members = Map::new();
        for _ in 0..self.dice.below(4) {
            let name = self.dice.pick(&["x", "y", "k", "é"]);
            if !self.jsonata && self.dice.once_in(2) {
                members.insert(format!("{name}.$"), self.expression());
            } else {
                members.insert(name.to_owned(), self.value(depth.saturating_sub(1)));
            }
        }
        members.into()
    }

    /// `{% … %}`, or a path.
    fn expression(&mut self) -> Value {
        let risky = usize::from(self.dice.once_in(8));
        if self.jsonata {
            format!("{{% {} %}}", self.dice.pick(JSONATA[risky])).into()
        } else {
            self.dice.pick(JSONPATH[risky]).into()
        }
    }

    fn scope(&mut self, depth: u32) -> Value {
        let length = 1 + self.dice.below(NAMES.len());
        let states: Map<_, _> =
            (0..length).map(|at| (NAMES[at].to_owned(), self.state(at, length, depth))).collect();
        json!({ "StartAt": "A", "States": states })
    }

    /// Where a state leads: forward, rarely back. Nowhere, mostly, from the last.
    fn target(&mut self, at: usize, length: usize) -> Option<&'static str> {
        if self.dice.once_in(1_500) {
            Some(NAMES[self.dice.below(length)])
        } else {
            (at + 1 < length).then(|| NAMES[at + 1 + self.dice.below(length - at - 1)])
        }
    }

    fn state(&mut self, at: usize, length: usize, depth: u32) -> Value {
        let mut state = match self.dice.below(if depth == 0 || !self.concurrent { 8 } else { 10 }) {
            0 | 1 => json!({ "Type": "Pass" }),
            2 => self.wait(),
            3 => return self.choice(at, length).unwrap_or_else(|| self.end()),
            4 if at > 0 => return self.end(),
            4..=7 => self.task(),
            8 => {
                let branches = 1 + self.dice.below(2);
                let branches: Vec<_> = (0..branches).map(|_| self.scope(depth - 1)).collect();
                json!({ "Type": "Parallel", "Branches": branches })
            }
            _ => self.map(depth),
        };
        self.data(&mut state);
        if matches!(state["Type"].as_str(), Some("Task" | "Parallel" | "Map")) {
            self.recovery(&mut state, at, length);
        }
        match self.target(at, length) {
            Some(next) => state["Next"] = next.into(),
            None => state["End"] = true.into(),
        }
        state
    }

    /// The fields that turn input into output.
    fn data(&mut self, state: &mut Value) {
        let is_call = matches!(state["Type"].as_str(), Some("Task" | "Parallel" | "Map"));
        if self.dice.once_in(2) {
            state["Assign"] = json!({ "v": self.value(1) });
        }
        if self.jsonata {
            if self.dice.once_in(2) {
                state["Output"] = self.value(2);
            }
            if is_call && state["Type"] != "Map" && self.dice.once_in(2) {
                state["Arguments"] = self.value(2);
            }
            return;
        }
        for field in ["InputPath", "OutputPath"] {
            if self.dice.once_in(6) {
                state[field] = self.dice.pick(&["$", "$", "$", "$.x", "$v", "$$"]).into();
            }
        }
        if state["Type"] != "Wait" && self.dice.once_in(4) {
            state["ResultPath"] = self.dice.pick(&["$", "$.x", "$.r.s"]).into();
        }
        if matches!(state["Type"].as_str(), Some("Pass" | "Task" | "Parallel"))
            && self.dice.once_in(3)
        {
            state["Parameters"] = self.object(2);
        }
        if is_call && self.dice.once_in(4) {
            state["ResultSelector"] = self.object(1);
        }
    }

    fn wait(&mut self) -> Value {
        match self.dice.below(4) {
            0 if self.jsonata => json!({ "Type": "Wait", "Seconds": self.expression() }),
            0 => json!({ "Type": "Wait", "SecondsPath": "$.x" }),
            1 => json!({ "Type": "Wait", "Timestamp": "2026-01-31T12:00:00Z" }),
            _ => json!({ "Type": "Wait", "Seconds": self.dice.below(50) }),
        }
    }

    /// Nothing where it would lead nowhere.
    fn choice(&mut self, at: usize, length: usize) -> Option<Value> {
        let rules: Option<Vec<Value>> = (0..=self.dice.below(2))
            .map(|_| {
                let mut rule = if self.jsonata {
                    json!({ "Condition": self.expression() })
                } else {
                    let path = self.dice.pick(&["$.x", "$.x.y", "$v", "$$.State.RetryCount"]);
                    let (operator, operand) = [
                        ("IsPresent", json!(true)),
                        ("NumericGreaterThan", json!(1)),
                        ("NumericEqualsPath", json!("$.y")),
                        ("StringMatches", json!("a*\\*")),
                        ("StringLessThan", json!("m")),
                        ("BooleanEquals", json!(true)),
                        ("TimestampLessThan", json!("2026-01-31T12:00:00Z")),
                        ("IsNull", json!(false)),
                    ][self.dice.below(8)]
                    .clone();
                    let test = json!({ "Variable": path, operator: operand });
                    match self.dice.below(4) {
                        0 => json!({ "Not": test }),
                        1 => json!({ "Or": [test, { "Variable": "$", "IsPresent": true }] }),
                        _ => test,
                    }
                };
                rule["Next"] = self.target(at, length)?.into();
                Some(rule)
            })
            .collect();
        let mut state = json!({ "Type": "Choice", "Choices": rules? });
        if !self.dice.once_in(5) {
            state["Default"] = self.target(at, length)?.into();
        }
        Some(state)
    }

    fn end(&mut self) -> Value {
        match (self.dice.once_in(2), self.jsonata) {
            (true, true) => json!({ "Type": "Succeed", "Output": self.value(1) }),
            (true, false) => json!({ "Type": "Succeed", "InputPath": "$" }),
            (false, true) => json!({ "Type": "Fail", "Error": "E", "Cause": self.expression() }),
            (false, false) => json!({ "Type": "Fail", "Error": "E", "CausePath": "$.x" }),
        }
    }

    fn task(&mut self) -> Value {
        let resource = self.dice.pick(&[
            "arn:aws:states:::lambda:invoke",
            "arn:aws:lambda:us-east-1:123456789012:function:f",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "arn:aws:states:::sqs:sendMessage",
            "arn:aws:states:::aws-sdk:dynamodb:getItem",
            "arn:aws:states:::states:startExecution.sync:2",
        ]);
        let mut state = json!({ "Type": "Task", "Resource": resource });
        if self.dice.once_in(3) {
            state["TimeoutSeconds"] = (5 + 10 * self.dice.below(9)).into();
        }
        if self.dice.once_in(4) {
            state["HeartbeatSeconds"] = (8 + 10 * self.dice.below(4)).into();
        }
        state
    }

    fn map(&mut self, depth: u32) -> Value {
        let mut processor = self.scope(depth - 1);
        let mut state = json!({ "Type": "Map", "MaxConcurrency": self.dice.below(3) });
        if self.jsonata {
            let items: Vec<_> = (0..self.dice.below(4)).map(|_| self.value(1)).collect();
            state["Items"] =
                if self.dice.once_in(3) { "{% $states.input %}".into() } else { items.into() };
        } else if self.dice.once_in(2) {
            state["ItemsPath"] = "$.x".into();
        }
        if self.dice.once_in(3) {
            state["ItemSelector"] = self.object(1);
        }
        // Children of children would only make it slow: each has a history of its own to fill.
        if depth == 1 && self.dice.once_in(3) {
            let kind = self.dice.pick(&["STANDARD", "EXPRESS"]);
            processor["ProcessorConfig"] = json!({ "Mode": "DISTRIBUTED", "ExecutionType": kind });
            if self.dice.once_in(2) {
                state["ItemBatcher"] = json!({ "MaxItemsPerBatch": 1 + self.dice.below(3) });
            }
            if self.dice.once_in(2) {
                state["ToleratedFailurePercentage"] = self.dice.below(100).into();
            }
        }
        state["ItemProcessor"] = processor;
        state
    }

    fn recovery(&mut self, state: &mut Value, at: usize, length: usize) {
        if self.dice.once_in(3) {
            let (attempts, interval) = (self.dice.below(3), 1 + self.dice.below(5));
            state["Retry"] = json!([{
                "ErrorEquals": [self.dice.pick(&ERRORS)], "MaxAttempts": attempts,
                "IntervalSeconds": interval, "MaxDelaySeconds": 10, "JitterStrategy": "FULL",
            }]);
        }
        if let Some(next) = self.target(at, length).filter(|_| self.dice.once_in(2)) {
            let mut catcher = json!({ "ErrorEquals": [self.dice.pick(&ERRORS)], "Next": next });
            if self.jsonata {
                catcher["Output"] = self.value(1);
            } else {
                catcher["ResultPath"] = "$.error".into();
            }
            state["Catch"] = json!([catcher]);
        }
    }
}

/// The definition with one of its values changed: into another value, left out, or put elsewhere.
pub(super) fn mutate(definition: &mut Value, dice: &mut Dice) {
    let others = [
        Value::Null,
        json!(-1),
        json!(1e300),
        json!(""),
        json!("$"),
        json!("{% "),
        json!("{% $ %}"),
        json!("E"),
        json!("Z"),
        json!([]),
        json!({}),
        json!([null]),
        json!("arn:aws:states:::"),
        json!({ "Type": "Pass", "End": true }),
    ];
    let mut at = definition;
    loop {
        let is_leaf = match at {
            Value::Object(members) => members.is_empty(),
            Value::Array(elements) => elements.is_empty(),
            _ => true,
        };
        if is_leaf || dice.once_in(4) {
            *at = others[dice.below(others.len())].clone();
            return;
        }
        let next = match at {
            Value::Object(members) => {
                let index = dice.below(members.len());
                if dice.once_in(12) {
                    let key = members.keys().nth(index).cloned().unwrap_or_default();
                    members.remove(&key);
                    return;
                }
                members.values_mut().nth(index)
            }
            Value::Array(elements) => {
                let index = dice.below(elements.len());
                elements.get_mut(index)
            }
            _ => None,
        };
        let Some(next) = next else { return };
        at = next;
    }
}
