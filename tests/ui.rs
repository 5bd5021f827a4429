//! What a user sees who writes something that a workflow cannot have: one file a fault, its message beside it.
//!
//! After a change of a message, look at what changed, then bless it: `TRYBUILD=overwrite cargo test -p sfn-tests --test ui`.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}

/// The cases that make several mistakes on purpose, to see that all are told at once, and one of two functions.
const SEVERAL: [(&str, usize); 6] = [
    ("computed_settings", 3),
    ("five_at_once", 5),
    ("not_inline", 6),
    ("percent_and_label", 2),
    ("three_at_once", 3),
    ("two_call_each_other", 3),
];

#[test]
fn one_mistake_is_one_error() {
    let mut seen = 0;
    for folder in std::fs::read_dir("ui").unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "stderr") {
                continue;
            }
            seen += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let errors = text.lines().filter(|line| line.starts_with("error")).count();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let mistakes = SEVERAL.iter().find(|(several, _)| *several == name);
            assert_eq!(errors, mistakes.map_or(1, |(_, count)| *count), "{}", path.display());
        }
    }
    assert!(seen >= 70, "{seen} cases");
}
