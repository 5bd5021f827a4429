//! serde's `rename_all` rules.

/// A case convention, by serde's name of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RenameRule {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl RenameRule {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// From a field's name, which is in snake case.
    pub(crate) fn of_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => uncapitalized(&pascal(field)),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// From a variant's name, which is in Pascal case.
    pub(crate) fn of_variant(self, variant: &str) -> String {
        match self {
            Self::Pascal => variant.to_owned(),
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Camel => uncapitalized(variant),
            Self::Snake => snake(variant),
            Self::ScreamingSnake => snake(variant).to_ascii_uppercase(),
            Self::Kebab => snake(variant).replace('_', "-"),
            Self::ScreamingKebab => snake(variant).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(snake: &str) -> String {
    let mut pascal = String::with_capacity(snake.len());
    let mut capital = true;
    for character in snake.chars() {
        if character == '_' {
            capital = true;
        } else if capital {
            pascal.push(character.to_ascii_uppercase());
            capital = false;
        } else {
            pascal.push(character);
        }
    }
    pascal
}

fn uncapitalized(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + characters.as_str(),
        None => String::new(),
    }
}

fn snake(pascal: &str) -> String {
    let mut snake = String::with_capacity(pascal.len() + 4);
    for (index, character) in pascal.char_indices() {
        if index > 0 && character.is_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::RenameRule;

    #[test]
    fn fields_and_variants_are_renamed_as_serde_does_it() {
        let field = |rule| RenameRule::parse(rule).map(|rule| rule.of_field("line_items_2"));
        assert_eq!(field("camelCase").as_deref(), Some("lineItems2"));
        assert_eq!(field("PascalCase").as_deref(), Some("LineItems2"));
        assert_eq!(field("lowercase").as_deref(), Some("line_items_2"));
        assert_eq!(field("UPPERCASE").as_deref(), Some("LINE_ITEMS_2"));
        assert_eq!(field("kebab-case").as_deref(), Some("line-items-2"));
        assert_eq!(field("SCREAMING-KEBAB-CASE").as_deref(), Some("LINE-ITEMS-2"));
        let variant = |rule| RenameRule::parse(rule).map(|rule| rule.of_variant("InTransit"));
        assert_eq!(variant("snake_case").as_deref(), Some("in_transit"));
        assert_eq!(variant("camelCase").as_deref(), Some("inTransit"));
        assert_eq!(variant("SCREAMING_SNAKE_CASE").as_deref(), Some("IN_TRANSIT"));
        assert_eq!(variant("lowercase").as_deref(), Some("intransit"));
        assert_eq!(variant("kebab-case").as_deref(), Some("in-transit"));
    }
}
