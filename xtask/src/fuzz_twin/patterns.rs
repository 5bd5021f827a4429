//! Patterns, and what matches on them.

use super::{
    model::{Enum, Fields, Type},
    writer::Writer,
};

/// A pattern, and whether it always matches.
pub(super) struct Pattern {
    pub(super) code: String,
    pub(super) always: bool,
}

fn always(code: impl Into<String>) -> Pattern {
    Pattern { code: code.into(), always: true }
}

fn sometimes(code: impl Into<String>) -> Pattern {
    Pattern { code: code.into(), always: false }
}

/// What a `match` is on.
pub(super) struct Subject {
    pub(super) code: String,
    pub(super) ty: Type,
    /// Whether the patterns are for references.
    pub(super) references: usize,
    /// Whether it is a `&str`.
    is_str: bool,
}

impl Writer {
    /// A pattern for a value behind so many references; its names are in scope from here on.
    pub(super) fn pattern(&mut self, ty: &Type, references: usize, depth: u32) -> Pattern {
        if depth == 0 || self.below(6) == 0 {
            return self.simple_pattern(ty, references);
        }
        match ty {
            Type::Int => match self.below(6) {
                0 => sometimes(self.literal(ty)),
                1 => sometimes("0..=5"),
                2 => sometimes("..0"),
                3 => sometimes("(1 | 2 | 7)"),
                4 => {
                    let name = self.new_name();
                    self.declare_behind(&name, ty, references);
                    sometimes(format!("{name} @ 1..20"))
                }
                _ => self.simple_pattern(ty, references),
            },
            Type::Count => match self.below(3) {
                0 => sometimes("0"),
                1 => sometimes("1..=3"),
                _ => self.simple_pattern(ty, references),
            },
            Type::Bool => sometimes(self.literal(ty)),
            Type::Option(inner) => {
                if self.below(4) == 0 {
                    return sometimes("None");
                }
                let inner = self.pattern(inner, references, depth - 1);
                sometimes(format!("Some({})", inner.code))
            }
            Type::Tuple(parts) => {
                let mut all = true;
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| {
                        let part = self.pattern(part, references, depth - 1);
                        all &= part.always;
                        part.code
                    })
                    .collect();
                Pattern { code: format!("({})", parts.join(", ")), always: all }
            }
            Type::Struct(it) => {
                self.fields_pattern(&format!("{it:?}"), &it.fields(), references, depth)
            }
            Type::Enum(it) => {
                let variants = it.variants();
                let index = self.below(variants.len() + 1);
                let Some(variant) = variants.into_iter().nth(index) else {
                    return self.several_variants(*it);
                };
                let code = self.variant_pattern(*it, &variant, references, depth).code;
                sometimes(code)
            }
            _ => self.simple_pattern(ty, references),
        }
    }

    /// `Enum::A | Enum::B`
    fn several_variants(&mut self, it: Enum) -> Pattern {
        let variants = it.variants();
        let first = self.below(variants.len());
        let shown = |at: usize| {
            variants.get(at % variants.len()).map(|variant| match &variant.fields {
                Fields::Unit => format!("{it:?}::{}", variant.name),
                Fields::Tuple(_) => format!("{it:?}::{}(..)", variant.name),
                Fields::Named(_) => format!("{it:?}::{} {{ .. }}", variant.name),
            })
        };
        let shown: Vec<_> = [shown(first), shown(first + 1)].into_iter().flatten().collect();
        sometimes(format!("({})", shown.join(" | ")))
    }

    /// A variant; `always` says whether every value of it matches.
    fn variant_pattern(
        &mut self,
        it: Enum,
        variant: &super::model::Variant,
        references: usize,
        depth: u32,
    ) -> Pattern {
        let path = format!("{it:?}::{}", variant.name);
        match &variant.fields {
            Fields::Unit => always(path),
            Fields::Tuple(types) => {
                let mut all = true;
                let parts: Vec<_> = types
                    .iter()
                    .map(|ty| {
                        let part = self.pattern(ty, references, depth.saturating_sub(1));
                        all &= part.always;
                        part.code
                    })
                    .collect();
                Pattern { code: format!("{path}({})", parts.join(", ")), always: all }
            }
            Fields::Named(fields) => self.fields_pattern(&path, fields, references, depth),
        }
    }

    fn fields_pattern(
        &mut self,
        path: &str,
        fields: &[(&'static str, Type)],
        references: usize,
        depth: u32,
    ) -> Pattern {
        let (mut parts, mut all) = (Vec::new(), true);
        for (name, ty) in fields {
            match self.below(3) {
                0 => parts.push(None),
                1 if self.variables.iter().all(|variable| variable.name != *name) => {
                    self.declare_behind(name, ty, references);
                    parts.push(Some((*name).to_owned()));
                }
                _ => {
                    let inner = self.pattern(ty, references, depth.saturating_sub(1));
                    all &= inner.always;
                    parts.push(Some(format!("{name}: {}", inner.code)));
                }
            }
        }
        let has_rest = parts.iter().any(Option::is_none);
        let mut parts: Vec<_> = parts.into_iter().flatten().collect();
        if has_rest {
            parts.push("..".to_owned());
        }
        Pattern { code: format!("{path} {{ {} }}", parts.join(", ")), always: all }
    }

    fn simple_pattern(&mut self, ty: &Type, references: usize) -> Pattern {
        if self.below(3) == 0 {
            return always("_");
        }
        let name = self.new_name();
        self.declare_behind(&name, ty, references);
        always(name)
    }

    /// Something to match on.
    pub(super) fn subject(&mut self, depth: u32) -> Subject {
        let ty = match self.below(9) {
            0..=3 => {
                let it = self.pick(&super::model::ENUMS).unwrap_or(Enum::Shape);
                Type::Enum(it)
            }
            4 => Type::Int,
            5 => super::model::option(self.element()),
            6 => self.tuple(),
            7 => {
                if let Some(place) = self.place(&Type::Text).filter(|place| !place.is_mutable) {
                    let code = format!("{}.as_str()", place.receiver());
                    return Subject { code, ty: Type::Text, references: 0, is_str: true };
                }
                Type::Bool
            }
            _ => self.any_type(1),
        };
        self.subject_of(ty, depth)
    }

    /// A value of the type to match on.
    pub(super) fn subject_of(&mut self, ty: Type, depth: u32) -> Subject {
        let by_reference = self.below(2) == 0;
        // What is borrowed cannot be assigned in the arms.
        if by_reference && let Some(place) = self.place(&ty).filter(|place| !place.is_mutable) {
            let code = if place.references == 0 {
                format!("&{}", place.code)
            } else {
                format!("&{}", place.place())
            };
            return Subject { code, ty, references: 1, is_str: false };
        }
        let code = if let Type::Tuple(parts) = &ty {
            let parts: Vec<_> = parts.iter().map(|part| self.value(part, depth)).collect();
            format!("({})", parts.join(", "))
        } else {
            self.operand(&ty, depth)
        };
        Subject { code, ty, references: 0, is_str: false }
    }

    /// The arms of a `match`, of which one always matches; `body` writes what is behind `=>`.
    pub(super) fn arms(
        &mut self,
        subject: &Subject,
        mut body: impl FnMut(&mut Self) -> String,
    ) -> Vec<String> {
        let mut arms = Vec::new();
        if let Type::Enum(it) = &subject.ty
            && self.below(2) == 0
        {
            // A variant an arm, with or without an arm for all the rest of that variant.
            for variant in it.variants() {
                let always = self.scoped(|this| {
                    let pattern = this.variant_pattern(*it, &variant, subject.references, 2);
                    let guard = this.guard();
                    let always = pattern.always && guard.is_empty();
                    arms.push(format!("{}{guard} => {}", pattern.code, body(this)));
                    always
                });
                if !always {
                    let rest = match &variant.fields {
                        Fields::Unit => "",
                        Fields::Tuple(_) => "(..)",
                        Fields::Named(_) => " { .. }",
                    };
                    let path = format!("{it:?}::{}{rest}", variant.name);
                    arms.push(self.scoped(|this| format!("{path} => {}", body(this))));
                }
            }
            return arms;
        }
        if let Type::Option(inner) = &subject.ty
            && self.below(2) == 0
        {
            arms.push(self.scoped(|this| format!("None => {}", body(this))));
            arms.push(self.scoped(|this| {
                let pattern = this.simple_pattern(inner, subject.references);
                format!("Some({}) => {}", pattern.code, body(this))
            }));
            if self.below(2) == 0 {
                arms.swap(0, 1);
            }
            return arms;
        }
        let count = 1 + self.below(3);
        for _ in 0..count {
            let always = self.scoped(|this| {
                let pattern = if subject.is_str {
                    sometimes(
                        this.pick(&["\"a\"", "\"stop\"", "\"\" | \"b\"", "\"it's\""])
                            .unwrap_or("\"a\""),
                    )
                } else {
                    this.pattern(&subject.ty, subject.references, 2)
                };
                let guard = this.guard();
                arms.push(format!("{}{guard} => {}", pattern.code, body(this)));
                pattern.always && guard.is_empty()
            });
            if always {
                return arms;
            }
        }
        arms.push(self.scoped(|this| format!("_ => {}", body(this))));
        arms
    }

    fn guard(&mut self) -> String {
        if self.once_in(5) {
            let condition = self.pure(|this| this.condition(1));
            return format!(" if {condition}");
        }
        String::new()
    }

    /// A `match` or an `if let` that gives a value.
    pub(super) fn match_value(&mut self, ty: &Type, depth: u32) -> String {
        let subject = self.subject(depth.min(1));
        if self.below(3) == 0 && !subject.is_str {
            let (pattern, then) = self.scoped(|this| {
                let pattern = this.pattern(&subject.ty, subject.references, 2);
                let then = this.value(ty, depth);
                (pattern.code, then)
            });
            let otherwise = self.value(ty, depth);
            return format!(
                "if let {pattern} = {} {{ {then} }} else {{ {otherwise} }}",
                subject.code
            );
        }
        let arms = self.arms(&subject, |this| this.value(ty, depth));
        format!("match {} {{ {} }}", subject.code, arms.join(", "))
    }

    /// `matches!(..)`
    pub(super) fn matches(&mut self, depth: u32) -> String {
        let subject = self.subject(depth.min(1));
        if subject.is_str {
            return format!("matches!({}, \"a\" | \"stop\")", subject.code);
        }
        let pattern = self.scoped(|this| this.pattern(&subject.ty, subject.references, 2));
        format!("matches!({}, {})", subject.code, pattern.code)
    }
}
