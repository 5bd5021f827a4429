//! Templates and parameters → texts.
//!
//! A value that is known only at run time becomes what the user declared, or else the narrowest wildcard that the template
//! allows, and a finding that names the parameter. No expression ever gets into a text.

use std::collections::BTreeSet;

use sfn_catalog::{Function, Part, Path, Slot, Template, resource::Fields};

use crate::{
    PolicyContext, glob,
    parameters::{Bound, Parameters},
    transform::{self, Given, Outcome},
};

/// Where templates are filled: a call of a state, or a feature of the machine.
#[derive(Clone, Debug)]
pub(crate) struct Site<'a> {
    /// The state's name; empty for the machine.
    pub(crate) state: &'a str,
    pub(crate) parameters: Parameters<'a>,
    /// The parameters without which the call fails.
    pub(crate) required: &'a [String],
    /// Whether an absent parameter leaves its place open: the table does not say which ones are required.
    pub(crate) absent_is_open: bool,
    /// Properties of the machine or state, each with its values.
    pub(crate) own: Vec<(&'static str, Vec<String>)>,
}

/// A text that a template gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    pub(crate) text: String,
    /// The parameters that it comes from.
    pub(crate) parameters: BTreeSet<String>,
    /// Those of them that are known only at run time.
    pub(crate) dynamic: Vec<Path>,
}

/// Why a text is not what one would write by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The parameter is known only at run time.
    Dynamic { parameter: Path, why: Why, allowed: String },
    /// The value cannot be what the parameter takes.
    Wrong { parameter: Path, value: String },
    /// Only the user knows it.
    Undeclared { name: String },
    /// It may be a role that the service takes over, and is known only at run time.
    Role { parameter: Path },
    /// The text has characters that a policy cannot hold.
    Unwritable { text: String },
}

/// Why a value is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It is an expression.
    RunTime,
    /// The parameter is not there.
    Absent,
    /// `${Placeholder}` stands there, and its value does not come out of its name.
    Placeholder,
    /// It is a constant that does not say enough.
    Constant,
}

/// Fills templates at one site and collects the findings.
pub(crate) struct Filler<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) context: &'a PolicyContext,
    pub(crate) findings: Vec<Finding>,
}

/// A value that an outer slot hands to the template after `|`.
type Handed<'v> = Option<(&'v Path, &'v Bound)>;

impl<'a> Filler<'a> {
    pub(crate) fn new(site: &'a Site<'a>, context: &'a PolicyContext) -> Self {
        Self { site, context, findings: Vec::new() }
    }

    /// The resources of a statement; `service` is the prefix of its actions.
    pub(crate) fn resources(&mut self, templates: &[Template], service: &str) -> Vec<Filled> {
        let mut all = Vec::new();
        for template in templates {
            for filled in self.template(template, None) {
                all.extend(self.declared_for_state(filled, service));
            }
        }
        for filled in &mut all {
            self.report(filled, None);
        }
        all
    }

    /// The values of a condition key.
    pub(crate) fn values(&mut self, key: &str, templates: &[Template]) -> Vec<Filled> {
        let filled: Vec<_> =
            templates.iter().flat_map(|template| self.template(template, None)).collect();
        filled
            .into_iter()
            .map(|mut filled| {
                self.report(&mut filled, Some(key));
                filled
            })
            .collect()
    }

    /// Replaces a wildcard by the ARNs that are declared for the state as a whole and fit its type.
    fn declared_for_state(&self, filled: Filled, service: &str) -> Vec<Filled> {
        if filled.dynamic.is_empty() {
            return vec![filled];
        }
        let declared = self.context.declared_for_state(self.site.state);
        let fitting: Vec<_> = declared
            .into_iter()
            .filter(|pattern| fits(pattern, &filled.text, service))
            .map(|pattern| Filled {
                text: pattern.to_owned(),
                parameters: filled.parameters.clone(),
                dynamic: Vec::new(),
            })
            .collect();
        if fitting.is_empty() { vec![filled] } else { fitting }
    }

    fn report(&mut self, filled: &mut Filled, key: Option<&str>) {
        if filled.text.chars().any(|c| c > '\u{ff}') {
            self.findings.push(Finding::Unwritable { text: filled.text.clone() });
            filled.text = filled.text.chars().map(|c| if c > '\u{ff}' { '*' } else { c }).collect();
        }
        while filled.text.contains("**") {
            filled.text = filled.text.replace("**", "*");
        }
        for parameter in &filled.dynamic {
            let bounds = self.site.parameters.get(parameter);
            let is_placeholder =
                |bound: &Bound| matches!(bound, Bound::Text(text) if text.contains("${"));
            let why = match bounds.iter().find(|bound| **bound != Bound::Absent) {
                None => Why::Absent,
                Some(_)
                    if bounds
                        .iter()
                        .any(|bound| !matches!(bound, Bound::Absent | Bound::Text(_))) =>
                {
                    Why::RunTime
                }
                Some(_) if bounds.iter().any(is_placeholder) => Why::Placeholder,
                Some(_) => Why::Constant,
            };
            let allowed =
                key.map_or_else(|| format!("`{}`", filled.text), |key| format!("any `{key}`"));
            self.findings.push(Finding::Dynamic { parameter: parameter.clone(), why, allowed });
        }
    }

    fn template(&mut self, template: &Template, given: Handed<'_>) -> Vec<Filled> {
        if template.optional && template.slots().any(|slot| self.is_absent(slot)) {
            return vec![Filled { text: "*".to_owned(), ..Filled::default() }];
        }
        let mut all = vec![Filled::default()];
        for part in &template.parts {
            let options = self.part(part, given);
            all = all
                .iter()
                .flat_map(|before| options.iter().map(|option| before.followed_by(option)))
                .collect();
        }
        all
    }

    fn part(&mut self, part: &Part, given: Handed<'_>) -> Vec<Filled> {
        match part {
            Part::Text(text) => vec![Filled::of(text)],
            Part::Partition => vec![Filled::of(&self.context.partition)],
            Part::Region => vec![Filled::of(&self.context.region)],
            Part::Account => vec![Filled::of(&self.context.account)],
            Part::Own(name) => {
                let own = self.site.own.iter().find(|(known, _)| known == name);
                own.into_iter()
                    .flat_map(|(_, values)| values)
                    .map(|value| Filled::of(value))
                    .collect()
            }
            Part::Declared(name) => {
                let declared = self.context.declared_for(self.site.state, name);
                if !self.context.is_declared(self.site.state, name) {
                    self.findings.push(Finding::Undeclared { name: name.clone() });
                }
                declared
                    .into_iter()
                    .map(|text| Filled {
                        parameters: BTreeSet::from([name.clone()]),
                        ..Filled::of(text)
                    })
                    .collect()
            }
            Part::Slot(slot) => self.slot(slot, given),
        }
    }

    fn is_absent(&self, slot: &Slot) -> bool {
        slot.paths
            .iter()
            .all(|path| self.site.parameters.get(path).iter().all(|bound| *bound == Bound::Absent))
    }

    fn slot(&mut self, slot: &Slot, given: Handed<'_>) -> Vec<Filled> {
        if let Some((path, bound)) = given.filter(|(path, _)| slot.paths.contains(path)) {
            return self.bound(slot, path, bound);
        }
        let parameters = &self.site.parameters;
        let found = slot.paths.iter().map(|path| (path, parameters.get(path)));
        let mut found: Vec<_> = found.filter(|(_, bounds)| !bounds.is_empty()).collect();
        let present = found
            .iter()
            .position(|(_, bounds)| bounds.iter().any(|bound| *bound != Bound::Absent))
            .unwrap_or(0);
        if found.is_empty() {
            return Vec::new();
        }
        let (path, bounds) = found.swap_remove(present);
        // An element without the member says nothing beside those that have it, unless there is a default.
        let is_some_there = bounds.iter().any(|bound| *bound != Bound::Absent);
        let counts =
            |bound: &&Bound| !is_some_there || **bound != Bound::Absent || has_default(slot);
        bounds.iter().filter(counts).flat_map(|bound| self.bound(slot, path, bound)).collect()
    }

    /// What the slot gives for one value.
    fn bound(&mut self, slot: &Slot, path: &Path, bound: &Bound) -> Vec<Filled> {
        let filled = match bound {
            Bound::Absent => return self.absent(slot, path),
            Bound::Text(text) => self.known(slot, path, bound, Given { text, whole: true }),
            Bound::Prefix(text) => self.known(slot, path, bound, Given { text, whole: false }),
            Bound::Pattern(pattern) => self.pattern(slot, path, pattern),
            Bound::Unknown | Bound::Structure => self.unknown(slot, path),
        };
        filled.into_iter().map(|filled| filled.from(path)).collect()
    }

    fn absent(&mut self, slot: &Slot, path: &Path) -> Vec<Filled> {
        match slot.function {
            Function::Qualifier => return vec![Filled::default()],
            function if function.takes_arn_or_name() && has_default(slot) => {
                return self.otherwise(slot, Some((path, &Bound::Absent)));
            }
            function
                if !function.takes_arn_or_name()
                    && !function.gives_arn()
                    && slot.otherwise.is_some() =>
            {
                return self.otherwise(slot, None);
            }
            _ => {}
        }
        if self.site.absent_is_open || self.site.required.iter().any(|name| name == path.top()) {
            return self.unknown(slot, path).into_iter().map(|filled| filled.from(path)).collect();
        }
        // A folder or a path that is not given is the top one; any other resource is not used.
        match slot.function {
            Function::Folder | Function::UrlPath => vec![Filled::default()],
            _ => Vec::new(),
        }
    }

    fn known(&mut self, slot: &Slot, path: &Path, bound: &Bound, given: Given<'_>) -> Vec<Filled> {
        let texts = match transform::apply(slot.function, given, &self.context.partition) {
            Outcome::Exact(texts) => texts.iter().map(|text| Filled::of(text)).collect(),
            Outcome::Name => self.otherwise(slot, Some((path, bound))),
            Outcome::NameInAccount { name, account } => {
                let context = PolicyContext { account, ..self.context.clone() };
                Filler::new(self.site, &context).otherwise(slot, Some((path, &Bound::Text(name))))
            }
            Outcome::Unknown => self.unknown(slot, path),
            Outcome::Wrong => {
                self.findings
                    .push(Finding::Wrong { parameter: path.clone(), value: given.text.to_owned() });
                Vec::new()
            }
        };
        if slot.function == Function::Revisioned {
            texts.into_iter().map(Filled::with_revision).collect()
        } else {
            texts
        }
    }

    /// What a declaration gives, wildcards included.
    fn pattern(&mut self, slot: &Slot, path: &Path, pattern: &str) -> Vec<Filled> {
        if slot.function.takes_arn_or_name() && !pattern.starts_with("arn:") {
            return self.otherwise(slot, Some((path, &Bound::Pattern(pattern.to_owned()))));
        }
        let given = Given { text: pattern, whole: true };
        match transform::apply(slot.function, given, &self.context.partition) {
            Outcome::Exact(texts) => texts
                .iter()
                .map(|text| Filled::of(&text.replace("${*}", "*").replace("${?}", "?")))
                .collect(),
            _ => vec![Filled::of(pattern)],
        }
    }

    /// What is declared for the parameter, or else the widest that it can be.
    fn unknown(&mut self, slot: &Slot, path: &Path) -> Vec<Filled> {
        let declared = self.context.declared_for(self.site.state, &path.to_string());
        if !declared.is_empty() {
            return declared
                .into_iter()
                .flat_map(|pattern| self.pattern(slot, path, pattern))
                .collect();
        }
        let any = Bound::Pattern("*".to_owned());
        let wide = match slot.function {
            function if function.takes_arn_or_name() => self.otherwise(slot, Some((path, &any))),
            function if function.gives_arn() && slot.otherwise.is_some() => {
                self.otherwise(slot, None)
            }
            // Where nothing is known of the arguments, the call may be an unqualified one, too.
            Function::Qualifier if self.site.parameters.is_whole_unknown() => {
                vec![Filled::default(), Filled::of(":*")]
            }
            Function::Qualifier => vec![Filled::of(":*")],
            _ => vec![Filled::of("*")],
        };
        wide.into_iter().map(|filled| Filled { dynamic: vec![path.clone()], ..filled }).collect()
    }

    fn otherwise(&mut self, slot: &Slot, given: Handed<'_>) -> Vec<Filled> {
        slot.otherwise.as_ref().map_or_else(Vec::new, |template| self.template(template, given))
    }
}

impl Filled {
    fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    fn from(mut self, path: &Path) -> Self {
        self.parameters.insert(path.to_string());
        self
    }

    fn followed_by(&self, next: &Self) -> Self {
        let mut both = self.clone();
        both.text.push_str(&next.text);
        both.parameters.extend(next.parameters.iter().cloned());
        both.dynamic
            .extend(next.dynamic.iter().filter(|path| !self.dynamic.contains(path)).cloned());
        both
    }

    /// `:*` if the last part of the ARN has no revision.
    fn with_revision(mut self) -> Self {
        let name = self.text.rsplit('/').next().unwrap_or_default();
        let revision = name.rsplit_once(':').map_or("", |(_, revision)| revision);
        let has_one = !revision.is_empty() && revision.chars().all(|c| c.is_ascii_digit());
        if !has_one && !name.ends_with('*') && !sfn_catalog::resource::is_placeholder(&self.text) {
            self.text.push_str(":*");
        }
        self
    }
}

/// Whether something stands for an absent parameter.
fn has_default(slot: &Slot) -> bool {
    slot.otherwise.as_ref().is_some_and(|otherwise| {
        if slot.function.takes_arn_or_name() {
            otherwise.slots().any(|inner| inner.otherwise.is_some())
        } else {
            !slot.function.gives_arn()
        }
    })
}

/// Whether the declared pattern is of the type that the wildcard stands for, in whatever region and account.
fn fits(pattern: &str, wildcard: &str, service: &str) -> bool {
    let split = |arn: &str| {
        let mut fields = Fields(arn.get(4..).unwrap_or_default());
        let (_partition, service) = (fields.next()?.to_owned(), fields.next()?.to_owned());
        let (_region, _account) = (fields.next()?, fields.next()?);
        Some((service, fields.0.to_owned()))
    };
    match (split(pattern), split(wildcard)) {
        (Some((declared, name)), Some((wanted, type_wide))) => {
            declared == wanted && glob::covers(&type_wide, &name)
        }
        (Some((declared, _)), None) => wildcard == "*" && declared == service,
        (None, _) => pattern == "*" && wildcard == "*",
    }
}
