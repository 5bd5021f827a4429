//! What has been recorded, and which constructs are open.

use std::{cell::RefCell, rc::Rc};

use sfn_local::{Definition, LambdaHandler};

use crate::{
    code::{BinaryOperator, Code, Root, VariableId},
    error::ErrorVariant,
    expr::Expr,
    ir::{
        Action, Arm, Block, CatchArm, Choice, DistributedMap, LoopId, Options, Site, Statement,
        Try, Work,
    },
    lower::{VariableInfo, race},
    surface::flattened,
};

#[derive(Default)]
pub(super) struct Recorder {
    block: Block,
    open: Vec<Open>,
    pub(super) variables: Vec<VariableInfo>,
    pub(super) handlers: Vec<LambdaHandler>,
    pub(super) children: Vec<fn() -> Definition>,
    loops: u32,
    sequence: u32,
    pub(super) line: u32,
    /// The file of the step that is being recorded; without one it is the workflow's.
    file: Option<&'static str>,
    /// What the statement says of its first state.
    said: Said,
    /// The same for the statement around it, which becomes no state itself.
    said_around: Said,
    pub(super) hint: Option<String>,
}

/// What is said of the next state.
#[derive(Default)]
struct Said {
    comment: Option<String>,
    name: Option<String>,
}

impl Said {
    fn or(self, other: Self) -> Self {
        Self { comment: self.comment.or(other.comment), name: self.name.or(other.name) }
    }
}

/// A construct whose end has not come yet, with the block that it interrupts.
enum Open {
    Choice {
        outer: Block,
        arms: Vec<Arm>,
        arm: ChoiceArm,
        site: Site,
    },
    Loop {
        outer: Block,
        id: LoopId,
        condition: Option<Code>,
        advance: Vec<(VariableId, Code)>,
        site: Site,
    },
    Match {
        outer: Block,
        action: Box<Action>,
        arm: MatchArm,
    },
    Map {
        outer: Block,
        items: Code,
        max_concurrency: Option<u32>,
        item: VariableId,
        site: Site,
    },
    MapRun {
        outer: Block,
        map: Box<DistributedMap>,
        site: Site,
    },
    Parallel {
        outer: Block,
        branches: Vec<Block>,
        /// Holds the error of the branch being recorded, where errors are values.
        failure: Option<VariableId>,
        site: Site,
    },
    Try {
        outer: Block,
        site: Site,
        file: Option<&'static str>,
    },
}

/// The arms with each error in the first that names it, and that for every error last, as a `Catch` has to be.
fn distinct(arms: Vec<CatchArm>) -> Vec<CatchArm> {
    const ALL: &str = "States.ALL";
    let mut seen: Vec<String> = Vec::new();
    let mut distinct: Vec<CatchArm> = Vec::new();
    let mut last = None;
    for CatchArm { mut errors, body } in arms {
        errors.retain(|error| !seen.contains(error));
        seen.extend(errors.iter().cloned());
        if errors.iter().any(|error| error == ALL) {
            last = Some(CatchArm { errors: vec![ALL.to_owned()], body });
        } else if !errors.is_empty() {
            distinct.push(CatchArm { errors, body });
        }
    }
    distinct.extend(last);
    distinct
}

/// The tuple with one of its elements replaced.
fn with_element(tuple: &Code, index: &Code, value: Code) -> Code {
    let (element, position) = (Code::Local("it".into()), Code::Local("it2".into()));
    let here = Code::binary(BinaryOperator::Equal, position, index.clone());
    let body = Code::conditional(here, value, element);
    let function = Code::Function(vec!["it".into(), "it2".into()], Rc::new(body));
    Code::Array(vec![Code::call("map", [tuple.clone(), function])])
}

/// Which arm of a Choice is being recorded.
enum ChoiceArm {
    None,
    If(Code),
    Else,
}

/// Which arm of a match on a call is being recorded.
enum MatchArm {
    None,
    Ok,
    Error(Vec<String>),
}

impl Recorder {
    pub(super) fn at(&mut self, line: u32, comment: Option<&str>, name: Option<&str>) {
        self.line = line;
        self.said = Said { comment: comment.map(str::to_owned), name: name.map(str::to_owned) };
    }

    pub(super) fn name_next(&mut self, name: &str) {
        self.said.name = Some(name.to_owned());
    }

    pub(super) fn comment_next(&mut self, comment: &str) {
        self.said.comment = Some(comment.to_owned());
    }

    fn site(&mut self, fallback: &str) -> Site {
        let said = std::mem::take(&mut self.said).or(std::mem::take(&mut self.said_around));
        self.site_of(said, fallback)
    }

    fn site_of(&mut self, said: Said, fallback: &str) -> Site {
        self.sequence += 1;
        let hint = self.hint.take();
        let name = said.name.or(hint).unwrap_or_else(|| fallback.to_owned());
        Site {
            sequence: self.sequence,
            file: self.file,
            line: self.line,
            comment: said.comment,
            name,
        }
    }

    /// The first name that a result gets is the variable's.
    pub(super) fn name_result(&mut self, code: &Code, name: &str) {
        if let Code::Variable(id) = code
            && let Some(info) = self.variables.get_mut(id.0 as usize)
            && std::mem::take(&mut info.unnamed)
        {
            name.clone_into(&mut info.name);
        }
    }

    /// The recorded statements, when everything is closed.
    pub(super) fn finish(&mut self) -> Block {
        std::mem::take(&mut self.block)
    }

    pub(super) fn declare(&mut self, name: &str, stable: bool) -> VariableId {
        let id = VariableId(u32::try_from(self.variables.len()).unwrap_or(u32::MAX));
        self.variables.push(VariableInfo { name: name.to_owned(), stable, unnamed: false });
        id
    }

    /// A variable for what a call gives, called so until the workflow names it.
    fn result(&mut self, name: &str) -> VariableId {
        let id = self.declare(name, true);
        if let Some(info) = self.variables.get_mut(id.0 as usize) {
            info.unnamed = true;
        }
        id
    }

    pub(super) fn bind(&mut self, name: &str, value: Code, stable: bool) -> VariableId {
        let id = self.declare(name, stable);
        self.block.push(Statement::Let { variable: id, value });
        id
    }

    /// Whether a name for this is only another name: a constant, or a path from something that does not change.
    pub(super) fn is_alias(&self, code: &Code) -> bool {
        match code {
            Code::Literal(value) => !value.is_object() && !value.is_array(),
            Code::Variable(id) => self.variables.get(id.0 as usize).is_some_and(|info| info.stable),
            Code::Root(root) => *root == Root::ExecutionInput,
            Code::Field(base, _) => self.is_alias(base),
            Code::Index(base, index) => self.is_alias(base) && self.is_alias(index),
            code => code.place_of_or_else().is_some_and(|place| self.is_alias(place)),
        }
    }

    /// The value as it is now: itself where nothing can change it, else a variable.
    pub(super) fn freeze(&mut self, value: Code) -> Code {
        let mut fixed = !value.is_volatile();
        value.walk(&mut |part| {
            fixed &= match part {
                Code::Variable(id) => {
                    self.variables.get(id.0 as usize).is_some_and(|info| info.stable)
                }
                Code::Root(root) => *root == Root::ExecutionInput,
                _ => true,
            };
        });
        if fixed { value } else { Code::Variable(self.bind("value", value, true)) }
    }

    /// Assigns a variable, or a variable with one field of it replaced.
    ///
    /// # Panics
    /// Where the place is in no JSON.
    #[expect(
        clippy::panic,
        reason = "a definition that cannot be written is told when it is built"
    )]
    pub(super) fn assign(&mut self, place: &Code, value: Code) {
        match place {
            Code::Variable(variable) => {
                self.block.push(Statement::Let { variable: *variable, value });
            }
            Code::Field(base, key) => {
                let replaced = Code::Object(vec![(Rc::clone(key), value)]);
                let merged = Code::call("merge", [Code::Array(vec![(**base).clone(), replaced])]);
                self.assign(base, merged);
            }
            Code::Index(base, index) => {
                self.assign(base, with_element(base, index, value));
            }
            place => {
                if let Some(place) = place.place_of_or_else().cloned() {
                    self.assign(&place, value);
                } else if let Some((object, whole)) = flattened::replaced(place, value) {
                    self.assign(&object, whole);
                } else {
                    // What is told nobody is lost: serde leaves the field out.
                    panic!("a field that is in no JSON cannot be assigned in a workflow");
                }
            }
        }
    }

    pub(super) fn action(
        &mut self,
        work: Work,
        options: Options,
        (name, variable): (&str, &str),
        value: Code,
    ) -> (Rc<RefCell<Options>>, VariableId) {
        let site = self.site(name);
        let result = self.result(variable);
        let options = Rc::new(RefCell::new(options));
        let action = Action {
            work,
            options: Rc::clone(&options),
            result,
            value,
            ok: Block::new(),
            catches: Vec::new(),
            failure: None,
            site,
        };
        self.block.push(Statement::Action(Box::new(action)));
        (options, result)
    }

    /// Says otherwise what the action with these options does, and gives.
    pub(super) fn change_action(
        &mut self,
        options: &Rc<RefCell<Options>>,
        work: Work,
        value: Code,
    ) {
        let action = self.block.iter_mut().rev().find_map(|statement| match statement {
            Statement::Action(action) if Rc::ptr_eq(&action.options, options) => Some(action),
            _ => None,
        });
        if let Some(action) = action {
            action.work = work;
            action.value = value;
        }
    }

    /// Says that the call just recorded is a nested workflow; gives the variable for its error.
    pub(super) fn nested(&mut self) -> VariableId {
        let failure = self.declare("failure", true);
        if let Some(Statement::Action(action)) = self.block.last_mut() {
            action.failure = Some(failure);
        }
        failure
    }

    pub(super) fn statement(&mut self, fallback: &str, make: impl FnOnce(Site) -> Statement) {
        let site = self.site(fallback);
        self.block.push(make(site));
    }

    pub(super) fn leave_loop(&mut self, id: LoopId) {
        self.block.push(Statement::Break(id));
    }

    pub(super) fn next_round(&mut self, id: LoopId) {
        self.block.push(Statement::Continue(id));
    }

    pub(super) fn begin_choice(&mut self, fallback: &str) {
        let site = self.site(fallback);
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::Choice { outer, arms: Vec::new(), arm: ChoiceArm::None, site });
    }

    /// Ends the arm before, and begins one for when the condition holds.
    pub(super) fn arm(&mut self, condition: Code) {
        self.next_arm(ChoiceArm::If(condition));
    }

    /// Ends the arm before, and begins the one for when no condition held.
    pub(super) fn otherwise(&mut self) {
        self.next_arm(ChoiceArm::Else);
    }

    fn next_arm(&mut self, next: ChoiceArm) {
        let body = std::mem::take(&mut self.block);
        if let Some(Open::Choice { arms, arm, .. }) = self.open.last_mut() {
            let condition = match std::mem::replace(arm, next) {
                ChoiceArm::None => return,
                ChoiceArm::If(condition) => Some(condition),
                ChoiceArm::Else => None,
            };
            arms.push(Arm { condition, body });
        }
    }

    pub(super) fn end_choice(&mut self, exhaustive: bool) {
        self.next_arm(ChoiceArm::None);
        if let Some(Open::Choice { outer, arms, site, .. }) = self.open.pop() {
            self.block = outer;
            self.block.push(Statement::Choice(Choice { arms, exhaustive, site }));
        }
    }

    pub(super) fn begin_loop(
        &mut self,
        fallback: &str,
        condition: Option<Code>,
        advance: Vec<(VariableId, Code)>,
    ) -> LoopId {
        let site = self.site(fallback);
        self.loops += 1;
        let id = LoopId(self.loops);
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::Loop { outer, id, condition, advance, site });
        id
    }

    pub(super) fn end_loop(&mut self) {
        if let Some(Open::Loop { outer, id, condition, advance, site }) = self.open.pop() {
            let body = std::mem::replace(&mut self.block, outer);
            self.block.push(Statement::Loop { id, condition, advance, body, site });
        }
    }

    /// A loop over whole numbers, and the number.
    pub(super) fn begin_range(
        &mut self,
        name: &str,
        fallback: &str,
        from: Code,
        below: &Code,
    ) -> (LoopId, Code) {
        let below = self.hold(&format!("{name}_end"), below);
        let index = self.bind(name, from, true);
        let condition = Code::binary(BinaryOperator::Less, Code::Variable(index), below);
        let next =
            Code::binary(BinaryOperator::Add, Code::Variable(index), Code::Literal(1.into()));
        (self.begin_loop(fallback, Some(condition), vec![(index, next)]), Code::Variable(index))
    }

    /// A loop over the elements of an array, and the element.
    pub(super) fn begin_for(&mut self, name: &str, fallback: &str, items: &Code) -> (LoopId, Code) {
        let (id, _, item) =
            self.begin_for_enumerated(&format!("{name}_index"), name, fallback, items);
        (id, item)
    }

    /// A loop over the elements of an array; the index and the element.
    pub(super) fn begin_for_enumerated(
        &mut self,
        index_name: &str,
        name: &str,
        fallback: &str,
        items: &Code,
    ) -> (LoopId, Code, Code) {
        let items = self.hold(&format!("{name}_items"), items);
        let count = Code::call("count", [items.clone()]);
        let (id, index) = self.begin_range(index_name, fallback, Code::Literal(0.into()), &count);
        (id, index.clone(), Code::Index(Rc::new(items), Rc::new(index)))
    }

    /// The value itself where it does not change, else a variable that holds it.
    fn hold(&mut self, name: &str, value: &Code) -> Code {
        let cheap = match value {
            Code::Call("count", arguments) => {
                arguments.iter().all(|argument| self.is_alias(argument))
            }
            value => self.is_alias(value),
        };
        if cheap { value.clone() } else { Code::Variable(self.bind(name, value.clone(), true)) }
    }

    /// Opens the call that was just recorded, to record what follows its success and its errors.
    pub(super) fn begin_match(&mut self) {
        if let Some(Statement::Action(action)) = self.block.pop() {
            let outer = std::mem::take(&mut self.block);
            self.open.push(Open::Match { outer, action, arm: MatchArm::None });
        }
    }

    fn match_arm(&mut self, next: MatchArm) {
        let body = std::mem::take(&mut self.block);
        if let Some(Open::Match { action, arm, .. }) = self.open.last_mut() {
            match std::mem::replace(arm, next) {
                MatchArm::None => {}
                MatchArm::Ok => action.ok = body,
                MatchArm::Error(errors) => action.catches.push(CatchArm { errors, body }),
            }
        }
    }

    pub(super) fn ok_arm(&mut self) {
        self.match_arm(MatchArm::Ok);
    }

    pub(super) fn error_arm(&mut self, errors: Vec<String>) {
        self.match_arm(MatchArm::Error(errors));
    }

    pub(super) fn end_match(&mut self) {
        self.match_arm(MatchArm::None);
        if let Some(Open::Match { outer, mut action, .. }) = self.open.pop() {
            action.catches = distinct(std::mem::take(&mut action.catches));
            self.block = outer;
            self.block.push(Statement::Action(action));
        }
    }

    pub(super) fn begin_map(
        &mut self,
        fallback: &str,
        item_name: &str,
        items: Code,
        max_concurrency: Option<u32>,
    ) -> VariableId {
        let site = self.site(fallback);
        let item = self.declare(item_name, true);
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::Map { outer, items, max_concurrency, item, site });
        item
    }

    pub(super) fn end_map(&mut self) -> Option<(Rc<RefCell<Options>>, VariableId)> {
        let Some(Open::Map { outer, items, max_concurrency, item, site }) = self.open.pop() else {
            return None;
        };
        let body = std::mem::replace(&mut self.block, outer);
        Some(self.close(Work::Map { items, max_concurrency, item, body }, site))
    }

    pub(super) fn begin_map_run(
        &mut self,
        fallback: &str,
        map: impl FnOnce(&mut Self) -> DistributedMap,
    ) -> VariableId {
        let site = self.site(fallback);
        let map = Box::new(map(self));
        let item = map.item;
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::MapRun { outer, map, site });
        item
    }

    pub(super) fn end_map_run(&mut self) -> Option<(Rc<RefCell<Options>>, VariableId)> {
        let Some(Open::MapRun { outer, mut map, site }) = self.open.pop() else { return None };
        map.body = std::mem::replace(&mut self.block, outer);
        Some(self.close(Work::DistributedMap(map), site))
    }

    pub(super) fn begin_parallel(&mut self, fallback: &str) {
        let site = self.site(fallback);
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::Parallel { outer, branches: Vec::new(), failure: None, site });
    }

    pub(super) fn end_branch(&mut self) {
        let body = std::mem::take(&mut self.block);
        if let Some(Open::Parallel { branches, failure, .. }) = self.open.last_mut() {
            branches.push(body);
            *failure = None;
        }
    }

    /// The variable for the error of the branch that is being recorded: one, so that the branch has one end for it.
    pub(super) fn branch_failure<E>(&mut self) -> Expr<E> {
        let known = self.open.iter().rev().find_map(|open| match open {
            Open::Parallel { failure, .. } => Some(*failure),
            _ => None,
        });
        let variable = known.flatten().unwrap_or_else(|| self.declare("failure", false));
        let branch = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Parallel { failure, .. } => Some(failure),
            _ => None,
        });
        if let Some(failure) = branch {
            *failure = Some(variable);
        }
        Expr::__new(Code::Variable(variable))
    }

    pub(super) fn end_parallel(&mut self) -> Option<(Rc<RefCell<Options>>, VariableId)> {
        self.end_branches(|branches| Work::Parallel { branches })
    }

    pub(super) fn end_race(&mut self) -> Option<(Rc<RefCell<Options>>, VariableId)> {
        self.end_branches(|branches| Work::Race { branches })
    }

    fn end_branches(
        &mut self,
        work: fn(Vec<Block>) -> Work,
    ) -> Option<(Rc<RefCell<Options>>, VariableId)> {
        let Some(Open::Parallel { outer, branches, site, .. }) = self.open.pop() else {
            return None;
        };
        self.block = outer;
        Some(self.close(work(branches), site))
    }

    /// Opens a try block. It is no state, so what is said of it is said of the first state inside.
    pub(super) fn begin_try(&mut self) {
        let said = std::mem::take(&mut self.said);
        self.said_around = said.or(std::mem::take(&mut self.said_around));
        let site = self.site_of(Said::default(), "MatchFailure");
        let outer = std::mem::take(&mut self.block);
        self.open.push(Open::Try { outer, site, file: self.file });
    }

    /// From here to the end of the try block, lines are those of another file.
    pub(super) fn enter_file(&mut self, file: &'static str) {
        self.file = Some(file);
    }

    /// Closes it; gives the variables for its value and for its error.
    pub(super) fn end_try(
        &mut self,
        errors: fn() -> &'static [ErrorVariant],
    ) -> Option<(Rc<RefCell<Options>>, VariableId, VariableId)> {
        let Some(Open::Try { outer, site, file }) = self.open.pop() else { return None };
        self.said_around = Said::default();
        self.file = file;
        self.line = site.line;
        let body = std::mem::replace(&mut self.block, outer);
        let failure = self.declare("failure", true);
        let (options, result) = self.close(Work::Try(Try { body, errors, failure }), site);
        Some((options, result, failure))
    }

    fn close(&mut self, work: Work, site: Site) -> (Rc<RefCell<Options>>, VariableId) {
        let value = match work {
            Work::Race { .. } => race::value(),
            _ => Code::Root(Root::Result),
        };
        let result = self.result("result");
        let options = Rc::new(RefCell::new(Options::default()));
        let action = Action {
            work,
            options: Rc::clone(&options),
            result,
            value,
            ok: Block::new(),
            catches: Vec::new(),
            failure: None,
            site,
        };
        self.block.push(Statement::Action(Box::new(action)));
        (options, result)
    }
}
