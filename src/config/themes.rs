//! Themes as the call and the configuration name them: the built-in ones, and those of the reader's own with a colour by
//! role.

use std::collections::BTreeMap;

use clap::ValueEnum;
use clap::builder::{PossibleValue, TypedValueParser};
use serde::Deserialize;

/// The built-in themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ThemeName {
    #[default]
    Auto,
    Dark,
    Light,
    HighContrast,
    #[value(alias = "color-blind-safe")]
    #[serde(alias = "color-blind-safe")]
    ColourBlindSafe,
    Mono,
}

/// A theme by its name, whether or not there is one of that name; [`super::Config::theme_called`] finds out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum ThemeChoice {
    /// Comes with the program.
    BuiltIn(ThemeName),
    /// To be found in the configuration under `themes`.
    Own(String),
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self::BuiltIn(ThemeName::default())
    }
}

impl From<&str> for ThemeChoice {
    fn from(name: &str) -> Self {
        ThemeName::from_str(name, false).map_or_else(|_| Self::Own(name.to_owned()), Self::BuiltIn)
    }
}

impl From<String> for ThemeChoice {
    fn from(name: String) -> Self {
        name.as_str().into()
    }
}

/// Reads `--theme`: any name, of which completions and manual know the built-in ones.
#[derive(Debug, Clone, Copy)]
pub struct ThemeParser;

impl TypedValueParser for ThemeParser {
    type Value = ThemeChoice;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &std::ffi::OsStr) -> Result<Self::Value, clap::Error> {
        Ok(value.to_string_lossy().as_ref().into())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(ThemeName::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// A colour as the configuration writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::Value")]
pub enum Colour {
    /// What the terminal has without any colour being asked for.
    Default,
    /// By number: 0–15 are the terminal's own, 16–231 a cube, 232–255 greys.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The ANSI names, each at its number.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        if let Some(n) = NAMES.iter().position(|name| *name == text) {
            return u8::try_from(n).ok().map(Self::Indexed);
        }
        let Some(digits) = text.strip_prefix('#') else { return text.parse().ok().map(Self::Indexed) };
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::Rgb(r, g, b))
    }
}

impl TryFrom<toml::Value> for Colour {
    type Error = String;

    fn try_from(value: toml::Value) -> Result<Self, String> {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Self::parse(&text).ok_or_else(|| {
            let names = NAMES.join(", ");
            format!("unknown colour “{text}”; write {names}, default, a number from 0 to 255 or \"#rrggbb\"")
        })
    }
}

/// A theme of the reader's own: what it does not colour is as in its base.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OwnTheme {
    /// The theme that it changes.
    pub base: ThemeName,
    /// What lies behind everything; without it the terminal's own.
    pub background: Option<Colour>,
    /// Running text.
    pub text: Option<Colour>,
    /// Dates, counts, hints.
    pub faint: Option<Colour>,
    /// Titles, filters, links.
    pub accent: Option<Colour>,
    /// Letters that a search has found.
    pub matched: Option<Colour>,
    /// Cancelled events, doubts, errors.
    pub warning: Option<Colour>,
    /// Bars, columns, signs and rules; without it those of the accent.
    pub chart: Option<Colour>,
}

/// The names of the built-in themes, with commas.
fn built_in() -> String {
    let values = ThemeName::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

/// Why there is no theme called `name`, and which there are.
pub(super) fn unknown(name: &str, themes: &BTreeMap<String, OwnTheme>) -> String {
    let own = themes.keys().fold(String::new(), |names, name| names + ", " + name);
    format!("unknown theme “{name}”; the themes are {}{own}; one of your own begins with [themes.name]", built_in())
}

/// What is wrong with the themes of a configuration that could be read, and the name that is at fault.
pub(super) fn fault(choice: &ThemeChoice, themes: &BTreeMap<String, OwnTheme>) -> Option<(String, String)> {
    if let ThemeChoice::Own(name) = choice
        && !themes.contains_key(name)
    {
        return Some((name.clone(), unknown(name, themes)));
    }
    let taken = themes.keys().find(|name| matches!(ThemeChoice::from(name.as_str()), ThemeChoice::BuiltIn(_)))?;
    Some((taken.clone(), format!("“{taken}” is the name of a built-in theme; give yours another one")))
}
