//! Themes: contrast of every role of every theme, colours told apart without full colour vision, themes of the reader's own
//! and what is said about their faults.

mod common;
#[cfg(unix)]
#[path = "looks/in_a_terminal.rs"]
mod in_a_terminal;
#[cfg(unix)]
#[path = "common/pty.rs"]
mod pty;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cadialog::config::{Config, ThemeChoice, ThemeName};
use cadialog::record::{EventKind, Status};
use cadialog::ui::{Background, Depth, Theme};
use clap::ValueEnum;
use common::Session;
use ratatui::style::{Color, Modifier, Style};

type Rgb = [u8; 3];

const fn hex(color: u32) -> Rgb {
    let [_, r, g, b] = color.to_be_bytes();
    [r, g, b]
}

/// A terminal's own colours: the sixteen, text, background.
struct Terminal {
    name: &'static str,
    dark: bool,
    ansi: [u32; 16],
    text: u32,
    background: u32,
}

/// The defaults of xterm: `XTerm-col.ad` of its sources.
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000, 0x00_ff00,
    0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];

/// The defaults of Visual Studio Code: `terminalColorRegistry.ts` of its sources, dark.
const CODE_DARK: [u32; 16] = [
    0x00_0000, 0xcd_3131, 0x0d_bc79, 0xe5_e510, 0x24_72c8, 0xbc_3fbc, 0x11_a8cd, 0xe5_e5e5, 0x66_6666, 0xf1_4c4c, 0x23_d18b,
    0xf5_f543, 0x3b_8eea, 0xd6_70d6, 0x29_b8db, 0xe5_e5e5,
];

/// The same, light.
const CODE_LIGHT: [u32; 16] = [
    0x00_0000, 0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0x55_5555, 0x66_6666, 0xcd_3131, 0x14_ce14,
    0xb5_ba00, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0xa5_a5a5,
];

const TERMINALS: [Terminal; 4] = [
    Terminal { name: "xterm on black", dark: true, ansi: XTERM, text: 0xe5_e5e5, background: 0x00_0000 },
    Terminal { name: "xterm on white", dark: false, ansi: XTERM, text: 0x00_0000, background: 0xff_ffff },
    Terminal { name: "VS Code, dark", dark: true, ansi: CODE_DARK, text: 0xcc_cccc, background: 0x1e_1e1e },
    Terminal { name: "VS Code, light", dark: false, ansi: CODE_LIGHT, text: 0x33_3333, background: 0xff_ffff },
];

impl Terminal {
    fn rgb(&self, color: Color, default: u32) -> Rgb {
        let named = |n: usize| hex(self.ansi[n]);
        match color {
            Color::Reset => hex(default),
            Color::Rgb(r, g, b) => [r, g, b],
            Color::Red => named(1),
            Color::Yellow => named(3),
            Color::Blue => named(4),
            Color::Magenta => named(5),
            Color::Cyan => named(6),
            Color::LightRed => named(9),
            Color::Indexed(n @ 0..=15) => named(usize::from(n)),
            // The cube and the greys, which are the same everywhere: `256colres.pl` of xterm's sources.
            Color::Indexed(n @ 16..=231) => {
                [(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6].map(|n| if n == 0 { 0 } else { 55 + 40 * n })
            }
            Color::Indexed(n) => [8 + 10 * (n - 232); 3],
            other => panic!("no value for {other:?}"),
        }
    }

    fn contrast(&self, style: Style, ground: Style) -> f64 {
        let color = |own: Option<Color>, ground: Option<Color>| own.or(ground).unwrap_or(Color::Reset);
        let (text, behind) = (color(style.fg, ground.fg), color(style.bg, ground.bg));
        contrast(self.rgb(text, self.text), self.rgb(behind, self.background))
    }
}

/// A channel of sRGB without its gamma: WCAG 2.2, "relative luminance" (with 0.04045 for 0.03928, as IEC 61966-2-1 has it;
/// no colour of eight bits lies between).
fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

/// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
fn luminance(color: Rgb) -> f64 {
    let [r, g, b] = color.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_formula_gives_the_known_values() {
    assert!((contrast(hex(0xff_ffff), hex(0)) - 21.0).abs() < 1e-9);
    // "Grey #767676 on white is 4.54:1": WCAG's technique G18 has the least grey that passes.
    assert!((contrast(hex(0x76_7676), hex(0xff_ffff)) - 4.54).abs() < 0.005);
    assert!(contrast(hex(0x77_7777), hex(0xff_ffff)) < 4.5);
}

/// Every built-in theme with what may be known of the background, and the terminals it is made for.
fn looks() -> Vec<(ThemeName, Option<Background>, Vec<&'static Terminal>)> {
    let mut looks = Vec::new();
    for &name in ThemeName::value_variants() {
        for background in [None, Some(Background::Dark), Some(Background::Light)] {
            let dark = match (name, background) {
                (ThemeName::Dark, _) | (ThemeName::Auto, Some(Background::Dark)) => Some(true),
                (ThemeName::Light, _) | (ThemeName::Auto, Some(Background::Light)) => Some(false),
                _ => None,
            };
            let made_for = |terminal: &&Terminal| dark.is_none_or(|dark| dark == terminal.dark);
            looks.push((name, background, TERMINALS.iter().filter(made_for).collect()));
        }
    }
    looks
}

/// The looks of words, by name.
fn words(theme: &Theme) -> [(&'static str, Style); 11] {
    [
        ("text", theme.text()),
        ("strong", theme.strong()),
        ("faint", theme.faint()),
        ("warning", theme.warning()),
        ("title", theme.title(false)),
        ("focused title", theme.title(true)),
        ("selected row", theme.row(true, true)),
        ("matched", theme.matched()),
        ("filter", theme.filter()),
        ("link", theme.link(false)),
        ("chosen link", theme.link(true)),
    ]
}

#[test]
fn every_role_of_every_theme_can_be_read() {
    for (name, background, terminals) in looks() {
        let least = if name == ThemeName::HighContrast { 7.0 } else { 4.5 };
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::new(name, false, background).within(depth);
            for terminal in &terminals {
                for (role, style) in words(&theme) {
                    let ratio = terminal.contrast(style, theme.ground());
                    assert!(ratio >= least, "{name:?} {background:?} {depth:?}, {role}, {}: {ratio:.2}", terminal.name);
                }
                let held = theme.kind(EventKind::ALL[0], Status::Held).1;
                for (role, style) in [("chart", theme.chart()), ("rule", theme.rule(true)), ("kind", held)] {
                    let ratio = terminal.contrast(style, theme.ground());
                    assert!(ratio >= 3.0, "{name:?} {background:?} {depth:?}, {role}, {}: {ratio:.2}", terminal.name);
                }
            }
        }
    }
}

#[test]
fn only_themes_without_colours_leave_dimming_to_the_terminal() {
    for (name, background, _) in looks() {
        let dims = Theme::new(name, false, background).faint().add_modifier.contains(Modifier::DIM);
        let may = name == ThemeName::Mono || name == ThemeName::Auto && background.is_none();
        assert_eq!(dims, may, "{name:?} {background:?}");
    }
}

#[test]
fn on_the_screen_no_word_has_a_colour_that_is_only_good_for_charts() {
    for (name, background, terminals) in looks() {
        let mut session = Session::new(140, 40);
        session.theme = Theme::new(name, false, background);
        let mut pairs = BTreeSet::new();
        for keys in ["", "1 Space", "/ 'water", "Enter Enter n", "Esc Esc X G", "g g j", "?"] {
            session.press(keys);
            for cell in &session.buffer().content {
                if cell.symbol().chars().all(char::is_alphanumeric) {
                    pairs.insert((cell.fg.to_string(), cell.bg.to_string()));
                }
            }
        }
        for (text, behind) in &pairs {
            let color = |name: &String| name.parse::<Color>().expect("a colour");
            let style = Style::new().fg(color(text)).bg(color(behind));
            for terminal in &terminals {
                let ratio = terminal.contrast(style, Style::new());
                assert!(ratio >= 4.5, "{name:?} {background:?}: {text} on {behind}, {}: {ratio:.2}", terminal.name);
            }
        }
        let colours = if name == ThemeName::Mono || name == ThemeName::Auto && background.is_none() { 1 } else { 4 };
        assert!(pairs.len() >= colours, "{name:?} {background:?} shows only {pairs:?}");
    }
}

/// A transform of linear RGB to what somebody sees whose cones of one sort are missing: Machado, Oliveira, Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer
/// Graphics 15 (2009), 1291–1298; the supplementary matrices for severity 1.0.
const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 3] = [
    ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
];

/// CIE L*a*b* of linear sRGB under D65 (CIE 15; the matrix is that of IEC 61966-2-1).
#[allow(clippy::many_single_char_names)]
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The colour difference of CIE 1976; about 2.3 can just be seen.
fn difference(one: [f64; 3], other: [f64; 3]) -> f64 {
    lab(one).iter().zip(lab(other)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn the_colour_blind_safe_theme_is_told_apart_without_full_colour_vision() {
    for background in [Background::Dark, Background::Light] {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::new(ThemeName::ColourBlindSafe, false, Some(background)).within(depth);
            let roles = [
                ("text", theme.ground()),
                ("accent", theme.filter()),
                ("matched", theme.matched()),
                ("warning", theme.warning()),
            ];
            let colors = roles.map(|(role, style)| (role, TERMINALS[0].rgb(style.fg.expect(role), 0).map(linear)));
            for (n, (one, a)) in colors.iter().enumerate() {
                for (other, b) in &colors[n + 1..] {
                    assert!(difference(*a, *b) >= 20.0, "{one} and {other}");
                    for (name, matrix) in DEFICIENCIES {
                        let seen =
                            |c: &[f64; 3]| matrix.map(|row| (row[0] * c[0] + row[1] * c[1] + row[2] * c[2]).clamp(0.0, 1.0));
                        let apart = difference(seen(a), seen(b));
                        assert!(apart >= 20.0, "{background:?} {depth:?}: {one} and {other} with {name}: {apart:.0}");
                    }
                }
            }
        }
    }
}

#[test]
fn themes_that_promise_a_contrast_bring_their_background() {
    for name in [ThemeName::HighContrast, ThemeName::ColourBlindSafe] {
        let mut session = Session::new(120, 36);
        session.theme = Theme::new(name, false, None);
        for (width, height) in [(120, 36), (60, 20), (30, 6)] {
            session.resize(width, height);
            let buffer = session.buffer();
            assert!(buffer.content.iter().all(|cell| cell.bg != Color::Reset && cell.fg != Color::Reset), "{name:?} at {width}");
        }
    }
    let buffer = Session::new(120, 36).buffer();
    assert!(buffer.content.iter().all(|cell| cell.bg == Color::Reset), "others leave the terminal its own");
}

#[test]
fn without_colour_a_link_is_still_a_link() {
    for name in [ThemeName::Mono, ThemeName::Auto, ThemeName::HighContrast, ThemeName::ColourBlindSafe] {
        assert!(Theme::new(name, false, None).link(false).add_modifier.contains(Modifier::UNDERLINED), "{name:?}");
    }
}

#[test]
fn the_depth_is_what_the_terminal_says() {
    assert_eq!(Depth::from_environment("truecolor", "xterm-256color"), Depth::True);
    assert_eq!(Depth::from_environment("24bit", ""), Depth::True);
    assert_eq!(Depth::from_environment("", "xterm-direct"), Depth::True);
    if cfg!(unix) {
        assert_eq!(Depth::from_environment("", "xterm-256color"), Depth::Indexed);
    }
    let theme = Theme::new(ThemeName::ColourBlindSafe, false, None).within(Depth::Indexed);
    assert_eq!(theme.ground(), Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(16)));
}

fn config(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("looks-{name}.toml"));
    std::fs::write(&path, text).expect("written");
    path
}

#[test]
fn a_theme_of_ones_own_changes_its_base() {
    let text = "theme = \"mine\"\n[themes.mine]\nbase = \"light\"\naccent = \"#8a2be2\"\nmatched = \"bright-red\"\nwarning = 160\n\
                faint = \"240\"\ntext = \"default\"\n";
    let config = Config::read(Some(&config("own", text))).expect("sound");
    let (base, own) = config.theme_called(&config.theme).expect("there");
    assert_eq!(base, ThemeName::Light);
    let theme = Theme::new(base, false, None).with(own.expect("own"));
    assert_eq!(theme.filter().fg, Some(Color::Rgb(0x8a, 0x2b, 0xe2)));
    assert_eq!(theme.chart().fg, theme.filter().fg, "charts go with what stands out");
    assert_eq!(theme.matched().fg, Some(Color::Indexed(9)));
    assert_eq!(theme.warning().fg, Some(Color::Indexed(160)));
    assert_eq!(theme.faint().fg, Some(Color::Indexed(240)));
    assert_eq!(theme.ground(), Style::new());
    let shallow = theme.within(Depth::Indexed);
    assert_eq!(shallow.filter().fg, Some(Color::Indexed(92)));
}

#[test]
fn both_spellings_are_known() {
    for name in ["colour-blind-safe", "color-blind-safe"] {
        assert_eq!(ThemeChoice::from(name), ThemeChoice::BuiltIn(ThemeName::ColourBlindSafe));
        let path = config("spelling", &format!("theme = \"{name}\"\n[themes.mine]\nbase = \"{name}\"\n"));
        let config = Config::read(Some(&path)).expect("sound");
        assert_eq!(config.themes["mine"].base, ThemeName::ColourBlindSafe);
    }
}

#[test]
fn a_fault_is_told_with_file_line_theme_role_and_remedy() {
    let cases: [(&str, &str, &[&str]); 8] = [
        (
            "colour",
            "ascii = true\n[themes.mine]\naccent = \"redd\"\n",
            &["line 3: ", "themes.mine.accent", "unknown colour “redd”; write black, red"],
        ),
        ("digits", "[themes.mine]\ntext = \"#12345\"\n", &["line 2: ", "text", "“#12345”", "\"#rrggbb\""]),
        ("number", "[themes.mine]\n\nfaint = 256\n", &["line 3: ", "faint", "“256”", "from 0 to 255"]),
        (
            "role",
            "[themes.mine]\nacent = \"red\"\n",
            &["line 2: ", "themes.mine", "unknown field `acent`, expected one of `base`, `background`, `text`"],
        ),
        (
            "base",
            "[themes.mine]\nbase = \"drak\"\n",
            &["line 2: ", "base", "unknown variant `drak`, expected one of `auto`, `dark`"],
        ),
        ("type", "[themes.mine]\naccent = true\n", &["line 2: ", "accent", "true", "#rrggbb"]),
        ("name", "[themes.dark]\naccent = \"red\"\n", &["line 1: ", "“dark” is the name of a built-in theme"]),
        (
            "unknown",
            "ascii = true\ntheme = \"mnie\"\n[themes.mine]\n",
            &["line 2: ", "unknown theme “mnie”", "high-contrast", ", mine;"],
        ),
    ];
    for (name, text, wanted) in cases {
        let path = config(name, text);
        let error = Config::read(Some(&path)).expect_err(name).to_string();
        assert!(error.starts_with(&path.display().to_string()), "{error}");
        for part in wanted {
            assert!(error.contains(part), "no {part:?} in: {error}");
        }
    }
    for (name, text) in [("width", "ambiguous-width = 3\n"), ("words", "theme = 5\n")] {
        let error = Config::read(Some(&config(name, text))).expect_err(name).to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_known_ones() {
    let config = Config::read(Some(&config("known", "[themes.evening]\nbase = \"dark\"\n"))).expect("sound");
    let error = config.theme_called(&"morning".into()).expect_err("there is none");
    for name in ["morning", "auto", "dark", "light", "high-contrast", "colour-blind-safe", "mono", "evening"] {
        assert!(error.contains(name), "{error}");
    }
    assert!(config.theme_called(&"evening".into()).is_ok());
}

#[test]
fn in_ascii_nothing_else_is_drawn_in_any_language() {
    for words in ["", "tokayev", "東京", "Токаев"] {
        let mut session = Session::with(120, 36, ThemeName::Dark, true, words);
        for keys in ["5", "L", "L", "M", "C", "?"] {
            session.press(keys);
            let text = session.text();
            assert!(text.is_ascii(), "{words}, {keys}:\n{text}");
        }
    }
}
