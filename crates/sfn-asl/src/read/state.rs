//! States of every type.

use super::{
    fields::Fields,
    reader::{Reader, list, similar},
    tree::{Node, Tree},
};
use crate::{
    Branch, FailState, Location, ParallelState, PassState, State, StateKind, StateName, StateType,
    TaskState, Transition, WaitState,
    fields::{BRANCH, Use, is_state_field, of_state, use_in_state},
    rules::{BAD_TYPE, NO_NEXT_ON_TERMINAL, RETRY_ON_UNSUPPORTED, UNKNOWN_FIELD},
};

impl Reader {
    /// A state; a stand-in where it cannot be read.
    pub(super) fn state(&mut self, node: &Node, location: &Location) -> State {
        let Some(fields) = self.object(node, location, "a state") else {
            return State::new(StateKind::Succeed);
        };
        let state_type = match self.state_type(&fields) {
            Ok(state_type) => {
                self.unknown_state_fields(&fields, state_type);
                state_type
            }
            Err(guess) => {
                self.reported.insert(location.clone());
                self.unknown_fields(&fields, "a state", is_state_field, &of_state(guess));
                guess
            }
        };
        State {
            comment: self.text(&fields, "Comment"),
            query_language: self.query_language(&fields),
            input_path: self.path_or_null(&fields, "InputPath"),
            output_path: self.path_or_null(&fields, "OutputPath"),
            assign: self.template_map(&fields, "Assign"),
            output: fields.template("Output"),
            kind: self.kind(&fields, state_type),
        }
    }

    /// `Type`, or else what it probably should be.
    fn state_type(&mut self, fields: &Fields<'_>) -> Result<StateType, StateType> {
        let location = fields.at("Type");
        let names = StateType::ALL.iter().map(|known| known.as_str());
        let (message, meant) = match fields.get("Type").map(|node| (node, &node.value)) {
            None => ("`Type` is missing".to_owned(), None),
            Some((_, Tree::String(text))) => {
                if let Some(known) = StateType::ALL.into_iter().find(|known| known.as_str() == text)
                {
                    return Ok(known);
                }
                (format!("`Type` cannot be `{text}`"), similar(text, names.clone()))
            }
            Some((node, _)) => (format!("`Type` must be a string, but is {}", node.what()), None),
        };
        let at = if fields.has("Type") { &location } else { &fields.location };
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("write one of {}", list(names)),
        };
        let diagnostic = self.report(&BAD_TYPE, at, message).help(help);
        diagnostic.aws(
            "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        );
        let meant = StateType::ALL.into_iter().find(|known| Some(known.as_str()) == meant);
        Err(meant.unwrap_or_else(|| type_by_fields(fields)))
    }

    fn unknown_state_fields(&mut self, fields: &Fields<'_>, state_type: StateType) {
        let what = format!("a {} state", state_type.as_str());
        for name in fields.names().filter(|name| use_in_state(state_type, name) == Use::No) {
            let rule = match name {
                "Next" | "End" => &NO_NEXT_ON_TERMINAL,
                "Retry" | "Catch" => &RETRY_ON_UNSUPPORTED,
                _ => &UNKNOWN_FIELD,
            };
            let owners =
                StateType::ALL.iter().filter(|owner| use_in_state(**owner, name) != Use::No);
            let owners = list(owners.map(|owner| owner.as_str()));
            let diagnostic = self.unknown_field(rule, fields, &what, name, of_state(state_type));
            if !owners.is_empty() {
                diagnostic.help(format!("remove it; it belongs to {owners}"));
            }
        }
    }

    fn kind(&mut self, fields: &Fields<'_>, state_type: StateType) -> StateKind {
        match state_type {
            StateType::Task => self.task(fields).into(),
            StateType::Parallel => self.parallel(fields).into(),
            StateType::Map => self.map(fields).into(),
            StateType::Pass => self.pass(fields).into(),
            StateType::Wait => self.wait(fields).into(),
            StateType::Choice => self.choice(fields).into(),
            StateType::Succeed => StateKind::Succeed,
            StateType::Fail => self.fail(fields).into(),
        }
    }

    pub(super) fn transition(&mut self, fields: &Fields<'_>) -> Transition {
        Transition {
            next: self.text(fields, "Next").map(StateName::new),
            end: self.flag(fields, "End"),
        }
    }

    fn task(&mut self, fields: &Fields<'_>) -> TaskState {
        TaskState {
            resource: self.required_text(fields, "Resource"),
            credentials: self.template_map(fields, "Credentials"),
            arguments: fields.template("Arguments"),
            parameters: fields.template("Parameters"),
            result_selector: fields.template("ResultSelector"),
            result_path: self.path_or_null(fields, "ResultPath"),
            timeout_seconds: self.quantity(fields, "TimeoutSeconds"),
            timeout_seconds_path: self.text(fields, "TimeoutSecondsPath"),
            heartbeat_seconds: self.quantity(fields, "HeartbeatSeconds"),
            heartbeat_seconds_path: self.text(fields, "HeartbeatSecondsPath"),
            retry: self.retry(fields),
            catch: self.catch(fields),
            transition: self.transition(fields),
        }
    }

    fn parallel(&mut self, fields: &Fields<'_>) -> ParallelState {
        self.require(&crate::rules::REQUIRED_FIELD, fields, &["Branches"]);
        let branches = self
            .list(fields, "Branches", |reader, node, location| Some(reader.branch(node, location)));
        ParallelState {
            branches: branches.unwrap_or_default(),
            arguments: fields.template("Arguments"),
            parameters: fields.template("Parameters"),
            result_selector: fields.template("ResultSelector"),
            result_path: self.path_or_null(fields, "ResultPath"),
            retry: self.retry(fields),
            catch: self.catch(fields),
            transition: self.transition(fields),
        }
    }

    fn branch(&mut self, node: &Node, location: &Location) -> Branch {
        let Some(fields) = self.object_of(node, location, "a branch", BRANCH) else {
            self.skip_scope(location);
            return Branch::default();
        };
        Branch {
            comment: self.text(&fields, "Comment"),
            query_language: self.query_language(&fields),
            scope: self.scope(&fields),
        }
    }

    fn pass(&mut self, fields: &Fields<'_>) -> PassState {
        PassState {
            parameters: fields.template("Parameters"),
            result: fields.template("Result"),
            result_path: self.path_or_null(fields, "ResultPath"),
            transition: self.transition(fields),
        }
    }

    fn wait(&mut self, fields: &Fields<'_>) -> WaitState {
        WaitState {
            seconds: self.quantity(fields, "Seconds"),
            timestamp: self.text(fields, "Timestamp"),
            seconds_path: self.text(fields, "SecondsPath"),
            timestamp_path: self.text(fields, "TimestampPath"),
            transition: self.transition(fields),
        }
    }

    fn fail(&mut self, fields: &Fields<'_>) -> FailState {
        FailState {
            error: self.text(fields, "Error"),
            error_path: self.text(fields, "ErrorPath"),
            cause: self.text(fields, "Cause"),
            cause_path: self.text(fields, "CausePath"),
        }
    }
}

/// The type that the fields speak for, so that what follows makes sense although `Type` does not.
fn type_by_fields(fields: &Fields<'_>) -> StateType {
    let telling = [
        ("Resource", StateType::Task),
        ("Branches", StateType::Parallel),
        ("ItemProcessor", StateType::Map),
        ("Iterator", StateType::Map),
        ("Choices", StateType::Choice),
        ("Seconds", StateType::Wait),
        ("SecondsPath", StateType::Wait),
        ("Timestamp", StateType::Wait),
        ("TimestampPath", StateType::Wait),
        ("Next", StateType::Pass),
        ("End", StateType::Pass),
        ("Error", StateType::Fail),
        ("Cause", StateType::Fail),
    ];
    telling
        .into_iter()
        .find(|(name, _)| fields.has(name))
        .map_or(StateType::Succeed, |(_, state_type)| state_type)
}
