//! What follows the colon of a hole: `>8.2`.

/// What a hole says of its text: `[[fill]align][sign][0][width][.precision][type]`, as `std::fmt` has it.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Spec {
    pub(in super::super) fill: Option<char>,
    pub(in super::super) align: Option<Align>,
    pub(in super::super) plus: bool,
    pub(in super::super) zeros: bool,
    pub(super) width: Option<Width>,
    pub(in super::super) form: Form,
}

/// How a text lies in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Align {
    Left,
    Center,
    Right,
}

/// How wide the text is at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Number(usize),
    /// `width$`, `1$`
    Argument(String),
}

/// How the value becomes a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Form {
    #[default]
    Plain,
    /// `.2`
    Precision(usize),
    /// `b`, `o`, `x`
    Base(u32),
    /// `X`
    UpperHex,
}

fn align(c: char) -> Option<Align> {
    match c {
        '<' => Some(Align::Left),
        '^' => Some(Align::Center),
        '>' => Some(Align::Right),
        _ => None,
    }
}

/// What comes before the first character that is not part of it, and the rest.
fn split(text: &str, is_part: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.split_at(end)
}

impl Spec {
    /// Whether there is anything about width, alignment or sign.
    pub(in super::super) fn has_layout(&self) -> bool {
        self.plus || self.width.is_some()
    }

    /// The parts; `None` where one of them has no counterpart in JSONata.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut spec = Self::default();
        let mut characters = text.chars();
        let (first, second) = (characters.next(), characters.next());
        let mut rest = text;
        if let (Some(fill), Some(found)) = (first, second.and_then(align)) {
            (spec.fill, spec.align) = (Some(fill), Some(found));
            rest = characters.as_str();
        } else if let Some(found) = first.and_then(align) {
            spec.align = Some(found);
            rest = rest.get(1..)?;
        }
        if let Some(after) = rest.strip_prefix('+') {
            spec.plus = true;
            rest = after;
        }
        // A zero before a `$` is the number of an argument.
        if let Some(after) = rest.strip_prefix('0').filter(|after| !after.starts_with('$')) {
            spec.zeros = true;
            rest = after;
        }
        let (name, after) = split(rest, |c| c.is_alphanumeric() || c == '_');
        if let Some(after) = after.strip_prefix('$') {
            spec.width = Some(Width::Argument(name.to_owned()));
            rest = after;
        } else {
            let (digits, after) = split(rest, |c| c.is_ascii_digit());
            if !digits.is_empty() {
                spec.width = Some(Width::Number(digits.parse().ok()?));
            }
            rest = after;
        }
        spec.form = match (rest, rest.strip_prefix('.')) {
            ("", _) => Form::Plain,
            ("b", _) => Form::Base(2),
            ("o", _) => Form::Base(8),
            ("x", _) => Form::Base(16),
            ("X", _) => Form::UpperHex,
            (_, Some(precision)) => Form::Precision(precision.parse().ok()?),
            _ => return None,
        };
        Some(spec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read() {
        let spec = Spec::read("*^+08.2").unwrap();
        assert_eq!((spec.fill, spec.align), (Some('*'), Some(Align::Center)));
        assert!(spec.plus && spec.zeros);
        assert_eq!((spec.width, spec.form), (Some(Width::Number(8)), Form::Precision(2)));
        assert_eq!(Spec::read(" >5").unwrap().fill, Some(' '));
        assert_eq!(Spec::read("<w$").unwrap().width, Some(Width::Argument("w".into())));
        assert_eq!(Spec::read("0$").unwrap().width, Some(Width::Argument("0".into())));
        assert_eq!(Spec::read("04x").unwrap().form, Form::Base(16));
        assert!(!Spec::read("X").unwrap().has_layout());
    }

    #[test]
    fn what_has_no_counterpart_is_refused() {
        for text in ["?", "#x", "e", "-5", ".*", ".p$", "8?"] {
            assert!(Spec::read(text).is_none(), "{text}");
        }
    }
}
