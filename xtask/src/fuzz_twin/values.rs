//! Values of every type: read, made, or chosen by a condition.

use super::{
    model::{Enum, Fields, Type},
    writer::{SMALL, Writer},
};

/// Texts as Rust writes them.
const TEXTS: &[&str] = &[
    r#""a""#,
    r#""""#,
    r#""b""#,
    r#""stop""#,
    r#""x y""#,
    r#""it's""#,
    r#""say \"so\"""#,
    r#""back\\slash""#,
    r#""$a""#,
    r#""{% $b %}""#,
    r#""line\nbreak""#,
    r#""Zoë""#,
    r#""a,b""#,
    r#""👍""#,
];

impl Writer {
    /// A value, owned.
    pub(super) fn value(&mut self, ty: &Type, depth: u32) -> String {
        if depth == 0 || !self.spend(1) {
            return self.simple(ty);
        }
        match self.below(12) {
            0..=3 => self.simple(ty),
            4 => {
                let condition = self.condition(depth - 1);
                let then = self.value(ty, depth - 1);
                let otherwise = self.value(ty, depth - 1);
                format!("if {condition} {{ {then} }} else {{ {otherwise} }}")
            }
            5 => self.match_value(ty, depth - 1),
            6 if self.calls => self.called_value(ty).unwrap_or_else(|| self.simple(ty)),
            7 if self.calls => self.block_value(ty, depth - 1),
            _ => self.made(ty, depth - 1),
        }
    }

    /// A value in parentheses where it needs them as an operand.
    pub(super) fn operand(&mut self, ty: &Type, depth: u32) -> String {
        let value = self.value(ty, depth);
        if is_word(&value) { value } else { format!("({value})") }
    }

    /// A place, or a literal.
    pub(super) fn simple(&mut self, ty: &Type) -> String {
        if self.below(5) < 4
            && let Some(place) = self.place(ty)
        {
            if *ty == Type::Int && place.most > SMALL {
                return format!("({} % {SMALL})", place.read(ty));
            }
            return place.read(ty);
        }
        self.literal(ty)
    }

    pub(super) fn literal(&mut self, ty: &Type) -> String {
        match ty {
            Type::Unit => "()".to_owned(),
            Type::Int => {
                let number = self.below(12);
                match number {
                    0..=9 => number.to_string(),
                    10 => "-3".to_owned(),
                    _ => "100".to_owned(),
                }
            }
            Type::Count => self.below(6).to_string(),
            Type::Float => {
                self.pick(&["0.0", "1.5", "0.25", "-2.5", "100.0"]).unwrap_or("0.0").to_owned()
            }
            Type::Bool => ["false", "true"][self.below(2)].to_owned(),
            Type::Text => {
                let text = self.pick(TEXTS).unwrap_or("\"\"");
                match self.below(3) {
                    0 => format!("{text}.to_owned()"),
                    1 => format!("String::from({text})"),
                    _ => format!("{text}.to_string()"),
                }
            }
            Type::Option(inner) => {
                if self.below(2) == 0 {
                    format!("None::<{}>", inner.rust())
                } else {
                    format!("Some({})", self.literal(inner))
                }
            }
            Type::List(element) => {
                let count = 1 + self.below(3);
                let elements: Vec<_> = (0..count).map(|_| self.literal(element)).collect();
                format!("vec![{}]", elements.join(", "))
            }
            Type::Map(value) => format!("BTreeMap::<String, {}>::new()", value.rust()),
            Type::Tuple(_) | Type::Struct(_) | Type::Enum(_) => self.constructed(ty, 0),
        }
    }

    /// A value that is computed.
    fn made(&mut self, ty: &Type, depth: u32) -> String {
        match ty {
            Type::Int => self.integer(SMALL, depth),
            Type::Count => self.count(depth),
            Type::Float => self.float(depth),
            Type::Bool => self.condition(depth),
            Type::Text => self.text(depth),
            Type::Option(inner) => self.optional(inner, depth),
            Type::List(element) => self.list(element, depth),
            Type::Unit | Type::Map(_) => self.simple(ty),
            Type::Tuple(_) | Type::Struct(_) | Type::Enum(_) => self.constructed(ty, depth),
        }
    }

    /// A tuple, a struct or a variant with values in it.
    pub(super) fn constructed(&mut self, ty: &Type, depth: u32) -> String {
        match ty {
            Type::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.value(part, depth)).collect();
                format!("({})", parts.join(", "))
            }
            Type::Struct(it) => {
                let mut fields = it.fields();
                let base = if depth > 0 && self.once_in(3) { self.place(ty) } else { None };
                if base.is_some() {
                    let kept = self.below(fields.len());
                    fields.remove(kept);
                }
                let mut fields: Vec<_> = fields
                    .into_iter()
                    .map(|(name, ty)| format!("{name}: {}", self.value(&ty, depth)))
                    .collect();
                fields.extend(base.map(|base| format!("..{}", base.read(ty))));
                format!("({it:?} {{ {} }})", fields.join(", "))
            }
            Type::Enum(it) => self.variant(*it, depth),
            other => self.simple(other),
        }
    }

    /// A value of an enum.
    pub(super) fn variant(&mut self, it: Enum, depth: u32) -> String {
        let variants = it.variants();
        let index = self.below(variants.len());
        let Some(variant) = variants.into_iter().nth(index) else { return String::new() };
        match variant.fields {
            Fields::Unit => format!("{it:?}::{}", variant.name),
            Fields::Tuple(types) => {
                let values: Vec<_> = types.iter().map(|ty| self.value(ty, depth)).collect();
                format!("{it:?}::{}({})", variant.name, values.join(", "))
            }
            Fields::Named(fields) => {
                let values: Vec<_> = fields
                    .iter()
                    .map(|(name, ty)| format!("{name}: {}", self.value(ty, depth)))
                    .collect();
                format!("({it:?}::{} {{ {} }})", variant.name, values.join(", "))
            }
        }
    }

    /// `{ let x = ..; .. }`
    fn block_value(&mut self, ty: &Type, depth: u32) -> String {
        self.scoped(|this| {
            let inner = this.any_type(1);
            let value = this.value(&inner, depth);
            let name = this.name();
            this.declare_value(&name, &inner);
            let result = this.value(ty, depth);
            format!("{{ let {name} = {value}; {result} }}")
        })
    }

    /// Makes a name known for what was just written.
    pub(super) fn declare_value(&mut self, name: &str, ty: &Type) {
        let grows = std::mem::take(&mut self.reads_growing) && ty.can_grow();
        self.declare(name, ty).grows = grows;
    }

    /// An option.
    fn optional(&mut self, inner: &Type, depth: u32) -> String {
        let ty = Type::Option(Box::new(inner.clone()));
        match self.below(8) {
            0 => format!("Some({})", self.value(inner, depth)),
            1 => {
                let option = self.operand(&ty, depth);
                let condition =
                    self.closure_over(&[(inner.clone(), 1)], |this| this.condition(depth));
                format!("{option}.filter({condition})")
            }
            2 => {
                let (left, right) = (self.operand(&ty, depth), self.value(&ty, depth));
                format!("{left}.or({right})")
            }
            3 => {
                let from = self.element();
                let option = self.operand(&Type::Option(Box::new(from.clone())), depth);
                let change = self.closure_over(&[(from, 0)], |this| this.value(inner, depth));
                format!("{option}.map({change})")
            }
            4 => {
                let from = self.element();
                let option = self.operand(&Type::Option(Box::new(from.clone())), depth);
                let change = self.closure_over(&[(from, 0)], |this| this.value(&ty, depth));
                format!("{option}.and_then({change})")
            }
            _ => self.optional_of_list(inner, depth),
        }
    }

    /// `|x| ..` over values of these types, behind so many references.
    pub(super) fn closure_over(
        &mut self,
        parameters: &[(Type, usize)],
        body: impl FnOnce(&mut Self) -> String,
    ) -> String {
        self.pure(|this| {
            let names: Vec<_> = parameters
                .iter()
                .map(|(ty, references)| {
                    let name = this.new_name();
                    this.declare_behind(&name, ty, *references);
                    name
                })
                .collect();
            let body = body(this);
            format!("|{}| {body}", names.join(", "))
        })
    }

    /// An option of what is behind `option`, or a default: `.unwrap_or(..)` and its kind.
    pub(super) fn unwrapped(&mut self, inner: &Type, depth: u32) -> String {
        let option = self.operand(&Type::Option(Box::new(inner.clone())), depth);
        match self.below(4) {
            0 => format!("{option}.unwrap_or({})", self.value(inner, depth)),
            1 => {
                let default = self.pure(|this| this.value(inner, depth));
                format!("{option}.unwrap_or_else(|| {default})")
            }
            2 if has_default(inner) => format!("{option}.unwrap_or_default()"),
            _ => {
                let default = self.value(inner, depth);
                let change =
                    self.closure_over(&[(inner.clone(), 0)], |this| this.value(inner, depth));
                format!("{option}.map_or({default}, {change})")
            }
        }
    }
}

pub(super) fn has_default(ty: &Type) -> bool {
    !matches!(ty, Type::Struct(_) | Type::Enum(_) | Type::Tuple(_))
}

/// Whether it is one word, a path or a call, which needs no parentheses.
fn is_word(code: &str) -> bool {
    code.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}
