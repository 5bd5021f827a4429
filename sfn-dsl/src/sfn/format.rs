//! Forms of moments: `%Y-%m-%d`.

/// A piece of a form.
pub(crate) enum Piece {
    Text(String),
    /// Where the part begins in `2026-01-31T09:00:00.000Z`, and how long it is.
    Part(usize, usize),
}

/// The pieces; a letter that stands for nothing stays as it is.
pub(crate) fn pieces(form: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut characters = form.chars();
    while let Some(c) = characters.next() {
        let letter = if c == '%' { characters.next() } else { None };
        let part = match letter {
            Some('Y') => (0, 4),
            Some('m') => (5, 2),
            Some('d') => (8, 2),
            Some('H') => (11, 2),
            Some('M') => (14, 2),
            Some('S') => (17, 2),
            letter => {
                text.extend(letter.filter(|letter| *letter != '%'));
                text.push(c);
                continue;
            }
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Part(part.0, part.1));
    }
    pieces.push(Piece::Text(text));
    pieces
}
