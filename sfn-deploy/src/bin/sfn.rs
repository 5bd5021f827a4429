//! `sfn`: definitions in files.

fn main() -> std::process::ExitCode {
    sfn_deploy::files::main()
}
