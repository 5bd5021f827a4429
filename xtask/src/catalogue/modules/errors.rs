//! How the calls of a service fail, as an enum.

use std::fmt::Write as _;

use sfn_catalog::optimized::{self, OptimizedService};

/// The name of the enum, after what the errors begin with.
pub(super) fn name(service: &OptimizedService) -> String {
    format!("{}Error", capitalized(&service.error_prefix.replace('.', "")))
}

/// `ECS` as `Ecs`, `EMRContainers` as `EmrContainers`.
fn capitalized(prefix: &str) -> String {
    let letters: Vec<char> = prefix.chars().collect();
    let loud = letters.iter().take_while(|letter| letter.is_uppercase()).count();
    // The last capital begins the next word.
    let end = if loud == letters.len() { loud } else { loud.saturating_sub(1) };
    letters
        .into_iter()
        .enumerate()
        .map(
            |(index, letter)| {
                if index > 0 && index < end { letter.to_ascii_lowercase() } else { letter }
            },
        )
        .collect()
}

/// The enum: the errors of all operations, each once.
pub(super) fn table(name: &str, service: &'static OptimizedService) -> String {
    let mut names: Vec<String> = Vec::new();
    for operation in service.operations.values() {
        for error in optimized::errors(service, operation) {
            if !names.contains(&error) {
                names.push(error);
            }
        }
    }
    let mut text = format!(
        "errors! {{\n    /// How a call fails.\n    ///\n    /// # Source\n    /// The exceptions of the API, under the prefix of the optimized integration: <{}>\n    {name} {{\n",
        service.doc
    );
    let mut taken = vec!["TimedOut".to_owned(), "Other".to_owned()];
    for error in names {
        let (service, bare) = error.rsplit_once('.').unwrap_or(("", &error));
        let mut variant = bare.strip_suffix("Exception").unwrap_or(bare).to_owned();
        if taken.contains(&variant) {
            variant = service.replace('.', "") + &variant;
        }
        let _ = writeln!(text, "        {variant} = \"{error}\",");
        taken.push(variant);
    }
    text + "    }\n}\n"
}
