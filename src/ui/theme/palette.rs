//! Colours by role: the built-in themes, and what a theme of the reader's own changes in one.
//!
//! A text role keeps a contrast of 4.5:1 with what lies behind it, a chart 3:1 (WCAG 2.2, 1.4.3 and 1.4.11);
//! `tests/looks.rs` measures it.

use ratatui::style::Color;

use super::Background;
use crate::config::{Colour, OwnTheme, ThemeName};

/// Colours by role; `None` is the terminal's own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Palette {
    pub background: Option<Color>,
    pub text: Option<Color>,
    /// Without a colour of its own, what is faint is dimmed by the terminal.
    pub faint: Option<Color>,
    pub accent: Option<Color>,
    pub matched: Option<Color>,
    pub warning: Option<Color>,
    /// Not for words.
    pub chart: Option<Color>,
    /// Whether links are told by a line under them, too.
    pub underlined: bool,
}

const DARK: Palette = Palette {
    background: None,
    text: None,
    faint: Some(Color::Indexed(247)),
    accent: Some(Color::Cyan),
    matched: Some(Color::Yellow),
    warning: Some(Color::LightRed),
    chart: Some(Color::Cyan),
    underlined: false,
};

const LIGHT: Palette = Palette {
    background: None,
    text: None,
    faint: Some(Color::Indexed(241)),
    accent: Some(Color::Blue),
    matched: Some(Color::Magenta),
    warning: Some(Color::Red),
    chart: Some(Color::Blue),
    underlined: false,
};

const MONO: Palette = Palette {
    background: None,
    text: None,
    faint: None,
    accent: None,
    matched: None,
    warning: None,
    chart: None,
    underlined: true,
};

/// On a background that is not known no colour keeps 4.5:1: black wants a luminance of at least 0.175, the dark grey of
/// many terminals (#1e1e1e) 0.234, and white at most 0.183. So words have the terminal's own colour, and weight and lines
/// tell them apart; only what is no text is coloured.
const UNKNOWN: Palette = Palette { chart: Some(Color::Magenta), ..MONO };

/// From the cube of 256 colours, which terminals do not change as they change the first sixteen; at least 7:1 (WCAG 1.4.6).
const HIGH_CONTRAST_DARK: Palette = Palette {
    background: Some(Color::Indexed(16)),
    text: Some(Color::Indexed(231)),
    faint: Some(Color::Indexed(252)),
    accent: Some(Color::Indexed(51)),
    matched: Some(Color::Indexed(226)),
    warning: Some(Color::Indexed(210)),
    chart: Some(Color::Indexed(51)),
    underlined: true,
};

const HIGH_CONTRAST_LIGHT: Palette = Palette {
    background: Some(Color::Indexed(231)),
    text: Some(Color::Indexed(16)),
    faint: Some(Color::Indexed(236)),
    accent: Some(Color::Indexed(19)),
    matched: Some(Color::Indexed(90)),
    warning: Some(Color::Indexed(88)),
    chart: Some(Color::Indexed(19)),
    underlined: true,
};

/// Masataka Okabe and Kei Ito, "Color Universal Design" (2002, 2008), <https://jfly.uni-koeln.de/color/>: sky blue, yellow,
/// vermillion and bluish green, on their black.
const OKABE_ITO_DARK: Palette = Palette {
    background: Some(Color::Rgb(0, 0, 0)),
    text: Some(Color::Rgb(255, 255, 255)),
    faint: Some(Color::Rgb(176, 176, 176)),
    accent: Some(Color::Rgb(86, 180, 233)),
    matched: Some(Color::Rgb(240, 228, 66)),
    warning: Some(Color::Rgb(213, 94, 0)),
    chart: Some(Color::Rgb(0, 158, 115)),
    underlined: true,
};

/// On white only the blue of Okabe and Ito is dark enough for words; their reddish purple (204, 121, 167) and vermillion
/// (213, 94, 0) are darkened to 72 and 85 per cent, which keeps their hues.
const OKABE_ITO_LIGHT: Palette = Palette {
    background: Some(Color::Rgb(255, 255, 255)),
    text: Some(Color::Rgb(0, 0, 0)),
    faint: Some(Color::Rgb(89, 89, 89)),
    accent: Some(Color::Rgb(0, 114, 178)),
    matched: Some(Color::Rgb(147, 87, 120)),
    warning: Some(Color::Rgb(181, 80, 0)),
    chart: Some(Color::Rgb(0, 114, 178)),
    underlined: true,
};

impl Palette {
    /// The palette of a built-in theme. The high contrast and the colour-blind-safe one bring their background, since their
    /// promise cannot be kept on an unknown one; it is dark unless the terminal's is known to be light.
    pub fn of(name: ThemeName, background: Option<Background>) -> Self {
        match (name, background) {
            (ThemeName::Mono, _) => MONO,
            (ThemeName::Dark, _) | (ThemeName::Auto, Some(Background::Dark)) => DARK,
            (ThemeName::Light, _) | (ThemeName::Auto, Some(Background::Light)) => LIGHT,
            (ThemeName::Auto, None) => UNKNOWN,
            (ThemeName::HighContrast, Some(Background::Light)) => HIGH_CONTRAST_LIGHT,
            (ThemeName::HighContrast, _) => HIGH_CONTRAST_DARK,
            (ThemeName::ColourBlindSafe, Some(Background::Light)) => OKABE_ITO_LIGHT,
            (ThemeName::ColourBlindSafe, _) => OKABE_ITO_DARK,
        }
    }

    /// This palette with the colours of a theme of the reader's own.
    pub fn with(mut self, own: &OwnTheme) -> Self {
        // Who chooses one colour for what stands out has chosen it for charts, too.
        let chart = own.chart.or(own.accent);
        let own = [own.background, own.text, own.faint, own.accent, own.matched, own.warning, chart];
        for (color, own) in self.colors().into_iter().zip(own) {
            *color = match own {
                None => *color,
                Some(Colour::Default) => None,
                Some(Colour::Indexed(n)) => Some(Color::Indexed(n)),
                Some(Colour::Rgb(r, g, b)) => Some(Color::Rgb(r, g, b)),
            };
        }
        self
    }

    /// Every colour, in the order of the fields.
    fn colors(&mut self) -> [&mut Option<Color>; 7] {
        let Self { background, text, faint, accent, matched, warning, chart, .. } = self;
        [background, text, faint, accent, matched, warning, chart]
    }

    /// This palette as a terminal of that depth can show it.
    pub fn within(mut self, depth: Depth) -> Self {
        for color in self.colors() {
            *color = color.map(|color| depth.nearest(color));
        }
        self
    }
}

/// How many colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The 256 of xterm.
    Indexed,
    /// Any mixture of red, green and blue.
    True,
}

impl Depth {
    /// From `COLORTERM` (as <https://github.com/termstandard/colors> describes it) and `TERM`. A terminal that says nothing
    /// is taken to have 256 colours: it would show nonsense for a mixture that it cannot make.
    pub fn from_environment(colorterm: &str, term: &str) -> Self {
        let says = matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct");
        if says || cfg!(windows) { Self::True } else { Self::Indexed }
    }

    /// The colour that comes nearest to `color`, by the sum of squares.
    fn nearest(self, color: Color) -> Color {
        /// The steps of xterm's cube of 6×6×6 colours, which begins at 16.
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        let (Self::Indexed, Color::Rgb(r, g, b)) = (self, color) else { return color };
        let distance = |other: [u8; 3]| -> u32 {
            [r, g, b].iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
        };
        let cube = (0u8..216).map(|n| (16 + n, [n / 36, n / 6 % 6, n % 6].map(|step| STEPS[usize::from(step)])));
        let greys = (0u8..24).map(|n| (232 + n, [8 + 10 * n; 3]));
        cube.chain(greys).min_by_key(|(_, other)| distance(*other)).map_or(color, |(n, _)| Color::Indexed(n))
    }
}
