//! Characters that are not text, in three sets: Unicode, ASCII, and one for terminals that give ambiguous characters two
//! cells.

use crate::record::EventKind;
use crate::text;

/// Characters that are not text. A sign of a record, of a row or of a place means one thing in its set.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Glyphs {
    pub selected: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub vertical: &'static str,
    pub horizontal: &'static str,
    pub heavy: &'static str,
    pub cut: &'static str,
    pub folded: &'static str,
    pub open: &'static str,
    /// Corners and sides of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Rising columns of a chart, empty first.
    pub columns: &'static [&'static str],
    /// Growing bars, an eighth of a cell at a time; the last is a whole cell.
    pub bars: &'static [&'static str],
    pub between: &'static str,
    pub quote: &'static str,
    /// Of a marked record.
    pub mark: &'static str,
    /// Of a record with a note of the reader's.
    pub note: &'static str,
    /// Of a record that is new since the last visit.
    pub new: &'static str,
    /// Where a line ends in what is typed on one.
    pub line_end: &'static str,
    /// Places on the map by their events: a few, several, many.
    pub places: [&'static str; 3],
    /// The selected event’s place on the map.
    pub here: &'static str,
    kinds: [&'static str; EventKind::ALL.len()],
    /// Of kinds of a pack’s own that have no sign, or none that can be shown.
    own_kind: &'static str,
    /// Whether signs of a pack’s own may be other than ASCII.
    is_ascii: bool,
}

impl Glyphs {
    /// The sign of a kind of events.
    pub fn kind(&self, kind: EventKind) -> &'static str {
        let known = EventKind::ALL.iter().position(|known| *known == kind).map(|at| self.kinds[at]);
        known.unwrap_or_else(|| {
            let EventKind::Own(own) = kind else { return self.own_kind };
            let is_shown = |mark: &&str| text::width(mark) == 1 && (mark.is_ascii() || !self.is_ascii);
            own.mark().filter(is_shown).unwrap_or(self.own_kind)
        })
    }
}

pub(super) const UNICODE: Glyphs = Glyphs {
    selected: "▸",
    on: "✓",
    off: "·",
    vertical: "│",
    horizontal: "─",
    heavy: "━",
    cut: "…",
    folded: "▹",
    open: "▿",
    corners: ["┌", "┐", "└", "┘"],
    columns: &[" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    bars: &["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    between: "·",
    quote: "”",
    mark: "★",
    note: "✎",
    new: "✦",
    line_end: "↵",
    places: ["▪", "▩", "█"],
    here: "◉",
    kinds: ["◆", "●", "○", "◇", "□", "■", "▲", "→", "¶", "◈", "⊙", "✚", "✉", "∘"],
    own_kind: "•",
    is_ascii: false,
};

pub(super) const ASCII: Glyphs = Glyphs {
    selected: ">",
    on: "x",
    off: ".",
    vertical: "|",
    horizontal: "-",
    heavy: "=",
    cut: "..",
    folded: "+",
    open: "-",
    corners: ["+", "+", "+", "+"],
    columns: &[" ", ".", ".", ":", ":", "|", "|", "#", "#"],
    bars: &["", ".", ".", "-", "-", "-", "=", "=", "#"],
    between: "-",
    quote: "\"",
    mark: "*",
    note: "&",
    new: "N",
    line_end: "/",
    places: ["o", "O", "@"],
    here: "X",
    kinds: ["!", "M", "S", "T", "e", "b", "n", "v", "p", "m", "l", "t", "a", "~"],
    own_kind: "#",
    is_ascii: true,
};

/// Box drawing, blocks, circles, squares and stars are all ambiguous; of the shapes only the small triangles are narrow
/// everywhere (Unicode's `EastAsianWidth.txt`).
pub(super) const NARROW: Glyphs = Glyphs { selected: "▸", folded: "▹", open: "▿", ..ASCII };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_means_one_thing() {
        for glyphs in [&UNICODE, &ASCII, &NARROW] {
            let rows = [
                glyphs.selected,
                glyphs.on,
                glyphs.off,
                glyphs.folded,
                glyphs.open,
                glyphs.mark,
                glyphs.note,
                glyphs.new,
                glyphs.quote,
                glyphs.own_kind,
            ];
            let mut signs: Vec<&str> = rows.into_iter().chain(glyphs.kinds).chain(glyphs.places).chain([glyphs.here]).collect();
            let all = signs.len();
            signs.sort_unstable();
            signs.dedup();
            assert_eq!(signs.len(), all, "{signs:?}");
        }
    }
}
