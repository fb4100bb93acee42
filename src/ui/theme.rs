//! Looks by role. The only place that names a colour. Meaning never rests on colour alone: what is selected, filtered or
//! matched has a glyph or a weight as well.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::config::ThemeName;
use crate::record::{EventKind, Status};

/// Roles to styles, and the characters to draw with.
#[derive(Debug, Clone)]
pub struct Theme {
    accent: Option<Color>,
    matched: Option<Color>,
    warning: Option<Color>,
    ascii: bool,
    /// The characters to draw with.
    pub glyphs: &'static Glyphs,
}

/// Characters that are not text.
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
    kinds: [&'static str; EventKind::ALL.len()],
}

const UNICODE: Glyphs = Glyphs {
    selected: "▸",
    on: "●",
    off: "○",
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
    kinds: ["◆", "●", "○", "◇", "□", "■", "▲", "→", "¶", "∘"],
};

const ASCII: Glyphs = Glyphs {
    selected: ">",
    on: "*",
    off: "-",
    vertical: "|",
    horizontal: "-",
    heavy: "=",
    cut: "..",
    folded: "+",
    open: "-",
    corners: ["+", "+", "+", "+"],
    columns: &[" ", ".", ".", ":", ":", "|", "|", "#", "#"],
    bars: &["", "", "", "", "-", "-", "-", "-", "#"],
    between: "-",
    quote: "\"",
    mark: "+",
    kinds: ["!", "M", "o", "T", "e", "b", "n", ">", "s", "~"],
};

impl Theme {
    /// The theme called `name`.
    ///
    /// `auto` takes colours that read on dark and light backgrounds alike, and the terminal's own background, so that it
    /// need not ask the terminal before the first frame; where `COLORFGBG` tells, it follows.
    pub fn new(name: ThemeName, ascii: bool, background: Option<Background>) -> Self {
        let (accent, matched, warning) = match (name, background) {
            (ThemeName::Mono, _) => (None, None, None),
            (ThemeName::Dark, _) | (ThemeName::Auto, Some(Background::Dark)) => {
                (Some(Color::Cyan), Some(Color::Yellow), Some(Color::LightRed))
            }
            (ThemeName::Light, _) | (ThemeName::Auto, Some(Background::Light)) => {
                (Some(Color::Blue), Some(Color::Magenta), Some(Color::Red))
            }
            (ThemeName::Auto, None) => (Some(Color::Green), Some(Color::Magenta), Some(Color::Red)),
        };
        Self { accent, matched, warning, glyphs: if ascii { &ASCII } else { &UNICODE }, ascii }
    }

    /// In ASCII, gives the punctuation of texts its plain forms as well; names in other scripts stay as they are.
    pub fn finish(&self, buffer: &mut Buffer) {
        if !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            let plain = match cell.symbol() {
                "•" => "*",
                "·" | "–" | "—" => "-",
                "“" | "”" | "„" | "«" | "»" => "\"",
                "‘" | "’" | "ʻ" | "ʼ" => "'",
                "…" => ".",
                "×" => "x",
                _ => continue,
            };
            cell.set_symbol(plain);
        }
    }

    fn colored(color: Option<Color>, style: Style) -> Style {
        color.map_or(style, |color| style.fg(color))
    }

    /// Running text.
    pub fn text(&self) -> Style {
        Style::new()
    }

    /// Headings, and what matters most.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What may be passed over.
    pub fn faint(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What needs attention: cancelled events, doubts, errors.
    pub fn warning(&self) -> Style {
        Self::colored(self.warning, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A pane's title.
    pub fn title(&self, focused: bool) -> Style {
        let style = Self::colored(self.accent, Style::new().add_modifier(Modifier::BOLD));
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// Rules between panes.
    pub fn rule(&self, focused: bool) -> Style {
        if focused { Self::colored(self.accent, Style::new()) } else { self.faint() }
    }

    /// A list row; laid over what the row's parts look like.
    pub fn row(&self, selected: bool, focused: bool) -> Style {
        match (selected, focused) {
            (true, true) => Style::new().add_modifier(Modifier::REVERSED),
            (true, false) => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new(),
        }
    }

    /// Letters that the query matched.
    pub fn matched(&self) -> Style {
        Self::colored(self.matched, Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED))
    }

    /// The place that a find stands on, among the others that are matched.
    pub fn current(&self) -> Style {
        self.matched().add_modifier(Modifier::REVERSED)
    }

    /// A country or topic that is filtered by, and the query that says so.
    pub fn filter(&self) -> Style {
        Self::colored(self.accent, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A link in the detail.
    pub fn link(&self, chosen: bool) -> Style {
        let style = Self::colored(self.accent, Style::new());
        if chosen { style.add_modifier(Modifier::REVERSED | Modifier::BOLD) } else { style }
    }

    /// Charts.
    pub fn chart(&self) -> Style {
        Self::colored(self.accent, Style::new())
    }

    /// Glyph and look of an event by its kind and status.
    pub fn kind(&self, kind: EventKind, status: Status) -> (&'static str, Style) {
        let glyph = EventKind::ALL.iter().position(|k| *k == kind).map_or(" ", |n| self.glyphs.kinds[n]);
        let style = match status {
            Status::Held => Self::colored(self.accent, Style::new()),
            _ => self.warning(),
        };
        (glyph, style)
    }
}

/// What lies behind the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Background {
    Dark,
    Light,
}

impl Background {
    /// Reads `COLORFGBG` ("15;0": text and background by ANSI number), which some terminals set.
    pub fn from_colorfgbg(value: &str) -> Option<Self> {
        match value.rsplit(';').next()?.parse::<u8>().ok()? {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            _ => None,
        }
    }
}
