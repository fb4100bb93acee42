//! Characters of ambiguous width: one cell among Latin letters, two in terminals with East Asian settings (Unicode Standard
//! Annex 11, class A). Where they take two, punctuation and line drawing get plain forms of one cell, and letters (Russian
//! ones, accented ones) are measured as the two cells that they take.

use std::sync::atomic::{AtomicBool, Ordering};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Of the terminal, of which a program has one; read wherever something is measured.
static WIDE: AtomicBool = AtomicBool::new(false);

/// Says whether this terminal gives ambiguous characters two cells; to be said before anything is measured.
pub fn set_ambiguous_wide(wide: bool) {
    WIDE.store(wide, Ordering::Relaxed);
}

/// Whether ambiguous characters take two cells.
pub fn is_ambiguous_wide() -> bool {
    WIDE.load(Ordering::Relaxed)
}

/// The plain form, one cell wide, of a punctuation mark or a sign of line drawing.
pub fn plain(symbol: &str) -> Option<&'static str> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    Some(match c {
        '•' | '●' | '★' | '☆' | '※' => "*",
        '·' | '‐' | '–' | '—' | '―' | '─' | '━' | '○' => "-",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‘' | '’' | 'ʻ' | 'ʼ' | '′' => "'",
        '…' | '‥' => ".",
        '×' => "x",
        '²' => "2",
        '³' => "3",
        '→' | '▶' | '▷' => ">",
        '←' | '◀' | '◁' => "<",
        '│' | '┃' | '‖' => "|",
        '═' => "=",
        '\u{2504}'..='\u{257f}' => "+",
        '\u{2580}'..='\u{259f}' | '■' | '◆' => "#",
        _ => return None,
    })
}

/// Cells of `text` where ambiguous characters are wide, once plain forms have taken the place of punctuation.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.width() } else { text.graphemes(true).map(grapheme_width).sum() }
}

fn grapheme_width(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(_), None) if plain(grapheme).is_some() => 1,
        (Some(c), _) if is_wide_letter(c) => 2,
        (Some(c), None) => c.width_cjk().unwrap_or(0),
        _ => grapheme.width_cjk(),
    }
}

/// The letters of class A, from `EastAsianWidth.txt` of Unicode 17. The crate unicode-width holds them for narrow, as newer
/// terminals do; those that have a setting for ambiguous characters (VTE, mintty, xterm, `WezTerm`) mean them too. In a
/// terminal that does not, such letters stand apart, and the lines still keep their columns.
const LETTERS: [(char, char); 38] = [
    ('Æ', 'Æ'),
    ('Ð', 'Ð'),
    ('Ø', 'Ø'),
    ('Þ', 'á'),
    ('æ', 'æ'),
    ('è', 'ê'),
    ('ì', 'í'),
    ('ð', 'ð'),
    ('ò', 'ó'),
    ('ø', 'ú'),
    ('ü', 'ü'),
    ('þ', 'þ'),
    ('ā', 'ā'),
    ('đ', 'đ'),
    ('ē', 'ē'),
    ('ě', 'ě'),
    ('Ħ', 'ħ'),
    ('ī', 'ī'),
    ('ı', 'ĳ'),
    ('ĸ', 'ĸ'),
    ('Ŀ', 'ł'),
    ('ń', 'ń'),
    ('ň', 'ŋ'),
    ('ō', 'ō'),
    ('Œ', 'œ'),
    ('Ŧ', 'ŧ'),
    ('ū', 'ū'),
    ('ɑ', 'ɑ'),
    ('ɡ', 'ɡ'),
    ('Α', 'Ρ'),
    ('Σ', 'Ω'),
    ('α', 'ρ'),
    ('σ', 'ω'),
    ('Ё', 'Ё'),
    ('А', 'я'),
    ('ё', 'ё'),
    ('\u{2126}', '\u{2126}'),
    ('\u{212b}', '\u{212b}'),
];

fn is_wide_letter(c: char) -> bool {
    // The four tones of Pinyin over a, i, o, u, ü: every second one from ǎ to ǜ.
    let tone = ('ǎ'..='ǜ').contains(&c) && u32::from(c) % 2 == 0;
    !c.is_ascii() && (tone || LETTERS.iter().any(|(first, last)| (*first..=*last).contains(&c)))
}
