//! Fields of JSONPath states that hold paths.

use serde_json::Value;
use sfn_asl::{PathOrNull, Quantity, State, StateKind, TemplateMap};
use sfn_query::{
    SyntaxError,
    jsonpath::{Path, ReferencePath, Root},
    payload_template::Lookup,
};

use super::{Compiler, Context, fields::at};
use crate::program::{
    DecimalProgram, NumberProgram, OutputProgram, PathField, PathsProgram, ResultPathProgram,
    SelectProgram, TemplateProgram,
    report::{self, PathRule},
};

/// The fields of a state that say what becomes of its result.
#[derive(Clone, Copy, Default)]
struct ResultFields<'a> {
    selector: Option<&'a Value>,
    path: Option<&'a PathOrNull>,
}

impl<'a> ResultFields<'a> {
    fn of(state: &'a State) -> Self {
        let (selector, path) = match &state.kind {
            StateKind::Task(task) => (&task.result_selector, &task.result_path),
            StateKind::Parallel(parallel) => (&parallel.result_selector, &parallel.result_path),
            StateKind::Map(map) => (&map.result_selector, &map.result_path),
            StateKind::Pass(pass) => (&None, &pass.result_path),
            _ => return Self::default(),
        };
        Self { selector: selector.as_ref(), path: path.as_ref() }
    }
}

impl Compiler {
    /// What the state hands on, and also what the rules of a JSONPath Choice do.
    pub(super) fn output(&mut self, context: &Context<'_>, state: &State) -> OutputProgram {
        if !context.is_jsonpath() {
            return self.output_template(context, "Output", state.output.as_ref());
        }
        let fields = ResultFields::of(state);
        let output_path = self.select(context, "OutputPath", state.output_path.as_ref());
        let paths = PathsProgram {
            result_selector: self.template(context, "ResultSelector", fields.selector),
            result_path: self.result_path(context, "ResultPath", fields.path),
            output_path,
        };
        let is_own = paths.result_selector.is_none()
            && paths.output_path.is_none()
            && matches!(paths.result_path, ResultPathProgram::Replace);
        if is_own { OutputProgram::Own } else { OutputProgram::Paths(Box::new(paths)) }
    }

    /// What the catcher of a JSONPath state hands on.
    pub(super) fn catcher_output(
        &mut self,
        context: &Context<'_>,
        path: &str,
        result_path: Option<&PathOrNull>,
    ) -> OutputProgram {
        match self.result_path(context, path, result_path) {
            ResultPathProgram::Replace => OutputProgram::Own,
            result_path => OutputProgram::Paths(Box::new(PathsProgram {
                result_selector: None,
                result_path,
                output_path: None,
            })),
        }
    }

    pub(super) fn output_template(
        &mut self,
        context: &Context<'_>,
        path: &str,
        output: Option<&Value>,
    ) -> OutputProgram {
        self.template(context, path, output).map_or(OutputProgram::Own, OutputProgram::Template)
    }

    fn result_path(
        &mut self,
        context: &Context<'_>,
        field: &str,
        path: Option<&PathOrNull>,
    ) -> ResultPathProgram {
        let text = match path {
            None => return ResultPathProgram::Replace,
            Some(PathOrNull::Null) => return ResultPathProgram::Discard,
            Some(PathOrNull::Path(text)) => text,
        };
        match self.reference(context, field, text) {
            Some(path) if *path.path().root() != Root::Input => {
                let message = "a result goes into the state's input, so its path begins with `$.`";
                self.diagnostics.push(report::malformed(at(context, field), message));
                ResultPathProgram::Replace
            }
            Some(path) if !path.is_whole_input() => ResultPathProgram::Write(path),
            _ => ResultPathProgram::Replace,
        }
    }

    /// `InputPath` or `OutputPath`, where it is not `$`.
    pub(super) fn select(
        &mut self,
        context: &Context<'_>,
        field: &str,
        path: Option<&PathOrNull>,
    ) -> Option<SelectProgram> {
        match path.filter(|_| context.is_jsonpath())? {
            PathOrNull::Null => Some(SelectProgram::Nothing),
            PathOrNull::Path(text) => self
                .path(context, field, text)
                .filter(|path| !path.is_whole_input())
                .map(SelectProgram::Path),
        }
    }

    pub(super) fn path(&mut self, context: &Context<'_>, field: &str, text: &str) -> Option<Path> {
        let path = Path::parse(text);
        self.parsed(context, field, text, path, PathRule::Path)
    }

    pub(super) fn reference(
        &mut self,
        context: &Context<'_>,
        field: &str,
        text: &str,
    ) -> Option<ReferencePath> {
        let path = ReferencePath::parse(text);
        self.parsed(context, field, text, path, PathRule::Reference)
    }

    fn parsed<T>(
        &mut self,
        context: &Context<'_>,
        field: &str,
        text: &str,
        parsed: Result<T, SyntaxError>,
        rule: PathRule,
    ) -> Option<T> {
        parsed
            .map_err(|error| {
                let location = at(context, field);
                self.diagnostics.push(if text.contains("${") {
                    report::placeholder(location, text)
                } else {
                    report::path(location, text, &error, rule)
                });
            })
            .ok()
    }

    /// A path or an intrinsic function: `ErrorPath`, `CausePath`.
    pub(super) fn lookup(
        &mut self,
        context: &Context<'_>,
        field: &str,
        text: &str,
    ) -> Option<Lookup> {
        let lookup = Lookup::parse(field, text);
        self.parsed(context, field, text, lookup, PathRule::Path)
    }

    /// The value of a `.$` member of `Assign`.
    pub(super) fn assigned_lookup(
        &mut self,
        context: &Context<'_>,
        path: &str,
        name: &str,
        value: &Value,
    ) -> Option<TemplateProgram> {
        if let Some(Ok(lookup)) = value.as_str().map(|text| Lookup::parse(name, text)) {
            return Some(TemplateProgram::Lookup(lookup));
        }
        // The template tells what is wrong with it.
        let member: TemplateMap = [(name.to_owned(), value.clone())].into_iter().collect();
        let base = path.rsplit_once('/').map_or(path, |(base, _)| base);
        self.template(context, base, Some(&Value::Object(member)))
    }

    /// The number in a field, or at the path in its counterpart.
    pub(super) fn number_or_path(
        &mut self,
        context: &Context<'_>,
        (field, number): (&str, Option<&Quantity>),
        path: Option<&String>,
    ) -> Option<NumberProgram> {
        match path.filter(|_| context.is_jsonpath()) {
            Some(text) => self.number_path(context, field, text).map(NumberProgram::Path),
            None => self.optional_number(context, field, number),
        }
    }

    pub(super) fn decimal_or_path(
        &mut self,
        context: &Context<'_>,
        (field, number): (&str, Option<&Quantity>),
        path: Option<&String>,
    ) -> Option<DecimalProgram> {
        match path.filter(|_| context.is_jsonpath()) {
            Some(text) => self.number_path(context, field, text).map(DecimalProgram::Path),
            None => self.optional_decimal(context, field, number),
        }
    }

    fn number_path(&mut self, context: &Context<'_>, field: &str, text: &str) -> Option<PathField> {
        let field = format!("{field}Path");
        let path = self.path(context, &field, text)?;
        let name = field.rsplit('/').next().unwrap_or_default().into();
        Some(PathField { name, path })
    }
}
