//! "Did you mean": the known name that is nearest to a wrong one.

/// The nearest of the names (services, operations, members, values, errors), if it is near enough to be what was meant.
pub fn nearest<'n, N: AsRef<str> + ?Sized + 'n>(
    wrong: &str,
    names: impl IntoIterator<Item = &'n N>,
) -> Option<&'n str> {
    let lower = wrong.to_lowercase();
    names
        .into_iter()
        .map(AsRef::as_ref)
        .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + wrong.len().min(name.len()) / 4)
        .min()
        .map(|(_, name)| name)
}
