//! Looks by role. The only place that names a colour. Meaning never rests on colour alone: what is selected, filtered or
//! matched has a glyph or a weight as well.

mod glyphs;
mod palette;

pub use glyphs::Glyphs;
pub use palette::Depth;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::config::{OwnTheme, ThemeName};
use crate::record::{EventKind, Status};
use crate::text;
use glyphs::{ASCII, NARROW, UNICODE};
use palette::Palette;

/// Roles to styles, and the characters to draw with.
#[derive(Debug, Clone)]
pub struct Theme {
    palette: Palette,
    ascii: bool,
    links: bool,
    /// The characters to draw with.
    pub glyphs: &'static Glyphs,
}

impl Theme {
    /// The theme called `name`, with glyphs for this terminal ([`text::set_ambiguous_wide`]).
    ///
    /// `auto` leaves words in the terminal's own colours, so that it need not ask the terminal for its background before
    /// the first frame; where `COLORFGBG` tells, it is dark or light.
    pub fn new(name: ThemeName, ascii: bool, background: Option<Background>) -> Self {
        let glyphs = match (ascii, text::is_ambiguous_wide()) {
            (true, _) => &ASCII,
            (false, true) => &NARROW,
            (false, false) => &UNICODE,
        };
        Self { palette: Palette::of(name, background), ascii, links: false, glyphs }
    }

    /// This theme with the colours of one of the reader's own.
    pub fn with(self, own: &OwnTheme) -> Self {
        Self { palette: self.palette.with(own), ..self }
    }

    /// This theme as a terminal of that depth can show it.
    pub fn within(self, depth: Depth) -> Self {
        Self { palette: self.palette.within(depth), ..self }
    }

    /// This theme with addresses as hyperlinks of the terminal, if `on`.
    pub fn with_links(self, on: bool) -> Self {
        Self { links: on, ..self }
    }

    /// Whether addresses are hyperlinks of the terminal.
    pub fn has_links(&self) -> bool {
        self.links
    }

    /// Lays the theme's own background behind what was drawn. Where ambiguous characters are wide, gives the punctuation of
    /// texts its plain forms; in ASCII, every character, those of names in other scripts too.
    pub fn finish(&self, buffer: &mut Buffer) {
        let Style { fg, bg, .. } = self.ground();
        if fg.is_some() || bg.is_some() {
            for cell in &mut buffer.content {
                if let (Color::Reset, Some(text)) = (cell.fg, fg) {
                    cell.fg = text;
                }
                if let (Color::Reset, Some(background)) = (cell.bg, bg) {
                    cell.bg = background;
                }
            }
        }
        if !self.ascii && !text::is_ambiguous_wide() {
            return;
        }
        for cell in &mut buffer.content {
            if let Some(plain) = text::plain(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
        if self.ascii {
            return super::write::to_ascii(buffer);
        }
        super::write::settle(buffer);
    }

    /// Text and background where nothing else is said.
    pub fn ground(&self) -> Style {
        Style { fg: self.palette.text, bg: self.palette.background, ..Style::new() }
    }

    /// Whether only ASCII characters are drawn with.
    pub fn is_ascii(&self) -> bool {
        self.ascii
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
        self.palette.faint.map_or(Style::new().add_modifier(Modifier::DIM), |color| Style::new().fg(color))
    }

    /// What needs attention: cancelled events, doubts, errors.
    pub fn warning(&self) -> Style {
        Self::colored(self.palette.warning, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A pane's title.
    pub fn title(&self, focused: bool) -> Style {
        // It stands on a rule, of whose look nothing is to stay.
        let color = self.palette.accent.unwrap_or(Color::Reset);
        let style = Style::new().fg(color).add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM);
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// Rules between panes.
    pub fn rule(&self, focused: bool) -> Style {
        if focused { self.chart() } else { self.faint() }
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
        // Faint text dims the letters where it has no colour of its own; these must not be.
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED).remove_modifier(Modifier::DIM);
        Self::colored(self.palette.matched, style)
    }

    /// The place that a find stands on, among the others that are matched.
    pub fn current(&self) -> Style {
        self.matched().add_modifier(Modifier::REVERSED)
    }

    /// A country or topic that is filtered by, and the query that says so.
    pub fn filter(&self) -> Style {
        Self::colored(self.palette.accent, Style::new().add_modifier(Modifier::BOLD))
    }

    /// A link in the detail.
    pub fn link(&self, chosen: bool) -> Style {
        let style = Self::colored(self.palette.accent, Style::new());
        let style = if self.palette.underlined { style.add_modifier(Modifier::UNDERLINED) } else { style };
        if chosen { style.add_modifier(Modifier::REVERSED | Modifier::BOLD) } else { style }
    }

    /// Charts, signs and rules; not for words.
    pub fn chart(&self) -> Style {
        Self::colored(self.palette.chart, Style::new())
    }

    /// Glyph and look of an event by its kind and status.
    pub fn kind(&self, kind: EventKind, status: Status) -> (&'static str, Style) {
        let glyph = self.glyphs.kind(kind);
        let style = match status {
            Status::Held => self.chart(),
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
