//! The way out: data to stdout, everything else to stderr.
//!
//! Nothing else in this crate prints, so a test sees exactly what a user sees.

use std::io::{self, Read, Write};

use crate::{
    Exit,
    error::{Error, Fault, Result},
};

/// Where a run reads from and writes to.
pub struct Streams<'a> {
    /// What `--input -` and questions read.
    pub stdin: &'a mut dyn Read,
    /// Data.
    pub stdout: &'a mut dyn Write,
    /// Progress, findings in words, errors.
    pub stderr: &'a mut dyn Write,
    /// What is known about the far ends.
    pub terminal: Terminal,
}

/// Which of the streams lead to a person.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties of three streams")]
pub struct Terminal {
    /// Somebody can answer a question: stdin and stderr are terminals.
    pub interactive: bool,
    /// Colours may be used on stdout.
    pub stdout_color: bool,
    /// Colours may be used on stderr.
    pub stderr_color: bool,
    /// stderr is the process's own and a terminal: lines may be redrawn.
    pub live: bool,
}

impl Terminal {
    /// Looks at the process's own streams and at `NO_COLOR` and `TERM`.
    pub fn detect() -> Self {
        use std::io::IsTerminal;
        let (stdin, stdout, stderr) =
            (io::stdin().is_terminal(), io::stdout().is_terminal(), io::stderr().is_terminal());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let color = !dumb && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            interactive: stdin && stderr,
            stdout_color: stdout && color,
            stderr_color: stderr && color,
            live: stderr && !dumb,
        }
    }
}

/// The few ways in which text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Dim,
    Good,
    Warn,
    Bad,
    Name,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Dim => "2",
            Self::Good => "32",
            Self::Warn => "33",
            Self::Bad => "1;31",
            Self::Name => "36",
        }
    }
}

/// Colours text, or leaves it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Paint {
    #[cfg(test)]
    pub(crate) const PLAIN: Self = Self(false);

    pub(crate) fn apply(self, tone: Tone, text: &str) -> String {
        if self.0 && tone != Tone::Plain && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone.code())
        } else {
            text.to_owned()
        }
    }
}

/// The streams of a run, with what the options say about them.
pub(crate) struct Console<'a> {
    streams: Streams<'a>,
    color: bool,
}

impl<'a> Console<'a> {
    pub(crate) fn new(streams: Streams<'a>, no_color: bool) -> Self {
        Self { streams, color: !no_color }
    }

    /// How to colour text for stderr.
    pub(crate) fn paint(&self) -> Paint {
        Paint(self.color && self.streams.terminal.stderr_color)
    }

    /// How to colour text for stdout.
    pub(crate) fn data_paint(&self) -> Paint {
        Paint(self.color && self.streams.terminal.stdout_color)
    }

    /// Whether lines on stderr may be redrawn.
    pub(crate) fn is_live(&self) -> bool {
        self.streams.terminal.live
    }

    /// Whether somebody can answer a question.
    pub(crate) fn is_interactive(&self) -> bool {
        self.streams.terminal.interactive
    }

    /// Writes data, with a line end, to stdout.
    pub(crate) fn data(&mut self, text: &str) -> Result<()> {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let written =
            write!(self.streams.stdout, "{text}{end}").and_then(|()| self.streams.stdout.flush());
        written.map_err(|source| WriteOutput { source }.into())
    }

    /// Writes a line to stderr. If that fails there is no place left to say so.
    pub(crate) fn say(&mut self, line: &str) {
        let _ = writeln!(self.streams.stderr, "{line}");
    }

    /// Writes lines to stderr.
    pub(crate) fn say_all(&mut self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Says that something is not as it should be, but goes on.
    pub(crate) fn warn(&mut self, line: &str) {
        let tag = self.paint().apply(Tone::Warn, "warning:");
        self.say(&format!("{tag} {line}"));
    }

    /// Shows a failure.
    pub(crate) fn fail(&mut self, error: &Error) {
        if error.is_silent() {
            return;
        }
        let paint = self.paint();
        for (index, line) in error.lines().into_iter().enumerate() {
            let tag = if index == 0 { paint.apply(Tone::Bad, "error: ") } else { String::new() };
            self.say(&format!("{tag}{line}"));
        }
    }

    /// Reads all of stdin.
    pub(crate) fn read_stdin(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.streams.stdin.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Asks a yes-or-no question; anything but yes is no.
    pub(crate) fn ask(&mut self, question: &str) -> bool {
        let _ = write!(self.streams.stderr, "{question} [y/N] ");
        let _ = self.streams.stderr.flush();
        let mut answer = Vec::new();
        let mut byte = [0_u8];
        while matches!(self.streams.stdin.read(&mut byte), Ok(1)) && byte != *b"\n" {
            answer.extend(byte);
        }
        matches!(String::from_utf8_lossy(&answer).trim().to_ascii_lowercase().as_str(), "y" | "yes")
    }
}

#[derive(Debug, thiserror::Error)]
#[error("cannot write to stdout")]
struct WriteOutput {
    source: io::Error,
}

impl Fault for WriteOutput {
    fn exit(&self) -> Exit {
        if self.is_silent() { Exit::Ok } else { Exit::Internal }
    }

    fn is_silent(&self) -> bool {
        self.source.kind() == io::ErrorKind::BrokenPipe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for (answer, is_yes) in [
            ("y\n", true),
            (" Yes \nno\n", true),
            ("n\n", false),
            ("\n", false),
            ("", false),
            ("yep", false),
        ] {
            let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
            let streams = Streams {
                stdin: &mut answer.as_bytes(),
                stdout: &mut stdout,
                stderr: &mut stderr,
                terminal: Terminal { interactive: true, ..Terminal::default() },
            };
            assert_eq!(Console::new(streams, false).ask("apply this?"), is_yes, "{answer:?}");
            assert_eq!(stderr, b"apply this? [y/N] ");
        }
    }

    #[test]
    fn colours_only_where_they_are_wanted() {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let terminal = Terminal { stderr_color: true, ..Terminal::default() };
        let mut run = |no_color| {
            let streams = Streams {
                stdin: &mut io::empty(),
                stdout: &mut stdout,
                stderr: &mut stderr,
                terminal,
            };
            Console::new(streams, no_color).warn("x");
        };
        run(false);
        run(true);
        assert_eq!(
            String::from_utf8(stderr).unwrap(),
            "\u{1b}[33mwarning:\u{1b}[0m x\nwarning: x\n"
        );
    }
}
