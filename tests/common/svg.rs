//! A screen as a picture: a rectangle for each run of one background, a text for each run of one look and one cell width,
//! stretched to its cells so that no viewer's font can shift it.

use std::fmt::Write;

use cadialog::text::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Colours of the picture; the program itself uses the terminal's.
pub struct Palette {
    pub background: &'static str,
    pub text: &'static str,
    pub faint: &'static str,
    pub colors: &'static [(Color, &'static str)],
}

pub const DARK: Palette = Palette {
    background: "#16181d",
    text: "#d6d9df",
    faint: "#8b92a0",
    colors: &[
        (Color::Cyan, "#56c2d6"),
        (Color::Yellow, "#e5c07b"),
        (Color::LightRed, "#f07178"),
        (Color::Indexed(247), "#8b92a0"),
    ],
};

pub const LIGHT: Palette = Palette {
    background: "#fbfbf8",
    text: "#24292f",
    faint: "#6e7781",
    colors: &[(Color::Blue, "#0550ae"), (Color::Magenta, "#a0309c"), (Color::Red, "#b42318"), (Color::Indexed(241), "#6e7781")],
};

const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 12.0;

struct Look {
    fill: &'static str,
    behind: Option<&'static str>,
    bold: bool,
    underlined: bool,
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        (self.fill, self.behind, self.bold, self.underlined) == (other.fill, other.behind, other.bold, other.underlined)
    }
}

fn look(cell: &Cell, palette: &Palette) -> Look {
    let has = |modifier| cell.modifier.contains(modifier);
    let named = palette.colors.iter().find(|(color, _)| *color == cell.fg).map(|(_, hex)| *hex);
    let fill = named.unwrap_or(if has(Modifier::DIM) { palette.faint } else { palette.text });
    let (fill, behind) = if has(Modifier::REVERSED) { (palette.background, Some(fill)) } else { (fill, None) };
    Look { fill, behind, bold: has(Modifier::BOLD), underlined: has(Modifier::UNDERLINED) }
}

pub fn svg(buffer: &Buffer, palette: &Palette, title: &str) -> String {
    let area = buffer.area;
    let (w, h) = (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" role=\"img\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <title>{title}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        palette.background
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let (style, cells) = (look(cell, palette), step(cell));
            let start = x;
            let mut text = String::new();
            let braille = is_braille(cell);
            let alike = |cell: &Cell| step(cell) == cells && look(cell, palette) == style && is_braille(cell) == braille;
            while x < area.width && alike(&buffer[(x, y)]) {
                text.push_str(buffer[(x, y)].symbol());
                x += cells;
            }
            if braille {
                dots(&mut out, &text, f32::from(start), f32::from(y), style.fill);
                continue;
            }
            run(&mut out, &text, f32::from(start), f32::from(y), f32::from(x - start), &style);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn step(cell: &Cell) -> u16 {
    u16::try_from(width(cell.symbol())).unwrap_or(1).max(1)
}

fn is_braille(cell: &Cell) -> bool {
    cell.symbol().starts_with(|c| ('\u{2800}'..='\u{28ff}').contains(&c))
}

/// Braille as dots: few fonts with letters of one width have it, and another font's would not stand in its cells.
fn dots(out: &mut String, text: &str, x: f32, y: f32, fill: &str) {
    // Bits of Unicode's braille patterns, with column and row of their dot.
    const PLACES: [(f32, f32); 8] =
        [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (1.0, 0.0), (1.0, 1.0), (1.0, 2.0), (0.0, 3.0), (1.0, 3.0)];
    let mut path = String::new();
    let mut left = MARGIN + x * CELL.0;
    for c in text.chars() {
        for (_, (column, row)) in PLACES.iter().enumerate().filter(|(bit, _)| c as u32 & (1 << bit) != 0) {
            let (x, y) = (left + (column + 0.5) * CELL.0 / 2.0, MARGIN + y * CELL.1 + (row + 0.5) * CELL.1 / 4.0);
            let _ = write!(path, "M{x:.1} {y:.1}h0");
        }
        left += CELL.0;
    }
    let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{fill}\" stroke-width=\"1.8\" stroke-linecap=\"round\"/>");
}

fn run(out: &mut String, text: &str, x: f32, y: f32, cells: f32, look: &Look) {
    let (left, top, wide) = (MARGIN + x * CELL.0, MARGIN + y * CELL.1, cells * CELL.0);
    if let Some(behind) = look.behind {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{behind}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let weight = if look.bold { " font-weight=\"bold\"" } else { "" };
    let line = if look.underlined { " text-decoration=\"underline\"" } else { "" };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{weight}{line} xml:space=\"preserve\">{escaped}</text>",
        top + CELL.1 * 0.74,
        look.fill
    );
}
