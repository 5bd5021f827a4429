//! "Did you mean": the nearest known name.

/// The known name nearest to `name`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = name.chars().count().max(3) / 3;
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= near || is_start(name, candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The help text for an unknown name: the nearest one, else all of them.
pub(crate) fn help<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(near) = nearest(name, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all = known.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    (!all.is_empty()).then(|| format!("known: {all}"))
}

fn distance(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase())
}

fn is_start(name: &str, candidate: &str) -> bool {
    name.len() >= 3 && candidate.to_lowercase().starts_with(&name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_near_and_nothing_else() {
        let known = ["order-fulfilment", "document-processing"];
        assert_eq!(nearest("order-fulfillment", known), Some("order-fulfilment"));
        assert_eq!(nearest("order", known), Some("order-fulfilment"));
        assert_eq!(nearest("refund", known), None);
        assert_eq!(
            help("x", known).as_deref(),
            Some("known: `order-fulfilment`, `document-processing`")
        );
    }
}
