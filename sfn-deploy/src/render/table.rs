//! Aligned columns.

use crate::console::{Paint, Tone};

/// How the cells of a column are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A text with its tone.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain }
    }

    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// Rows under a heading. The width of each column is that of its widest cell.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(columns: impl Into<Vec<(&'static str, Align)>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// The lines, the heading first. Columns that are empty throughout are left out.
    pub(crate) fn lines(&self, paint: Paint) -> Vec<String> {
        let widths: Vec<usize> = (0..self.columns.len()).map(|column| self.width(column)).collect();
        let heading =
            self.columns.iter().map(|(name, _)| Cell::toned(*name, Tone::Dim)).collect::<Vec<_>>();
        std::iter::once(&heading)
            .chain(&self.rows)
            .map(|row| self.line(row, &widths, paint))
            .collect()
    }

    fn width(&self, column: usize) -> usize {
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.text.chars().count());
        let heading = self.columns.get(column).map_or(0, |(name, _)| name.chars().count());
        cells.max().filter(|widest| *widest > 0).map_or(0, |widest| widest.max(heading))
    }

    fn line(&self, row: &[Cell], widths: &[usize], paint: Paint) -> String {
        let mut line = String::new();
        for ((cell, width), (_, align)) in row.iter().zip(widths).zip(&self.columns) {
            if *width == 0 {
                continue;
            }
            let gap = " ".repeat(width.saturating_sub(cell.text.chars().count()));
            let text = paint.apply(cell.tone, &cell.text);
            let (before, after) = match align {
                Align::Left => ("", gap.as_str()),
                Align::Right => (gap.as_str(), ""),
            };
            line.extend(["  ", before, &text, after]);
        }
        line.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_empty_ones_left_out() {
        let mut table =
            Table::new([("NAME", Align::Left), ("NOTHING", Align::Left), ("N", Align::Right)]);
        table.push(vec![Cell::new("ä"), Cell::new(""), Cell::new("10")]);
        table.push(vec![Cell::new("longer"), Cell::new(""), Cell::new("2")]);
        assert_eq!(table.lines(Paint::PLAIN), ["  NAME     N", "  ä       10", "  longer   2"]);
    }
}
