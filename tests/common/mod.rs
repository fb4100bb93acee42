//! Driving the real loop by keys, on a screen in memory.
#![allow(dead_code)] // each test file uses its own part

pub mod cases;

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, OnceLock};

use cadialog::app::{App, Effect};
use cadialog::archive::{self, Archive, Base};
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::terminal::{self, Ending, Events, Input};
use cadialog::ui::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

pub fn catalogue() -> Arc<Catalogue> {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    Arc::clone(CATALOGUE.get_or_init(|| Arc::new(Catalogue::new(Archive::bundled().expect("the bundled archive is sound")))))
}

/// A pack of 25 made-up records, so that what the bundled archive holds may be corrected without a test of the program.
pub fn fixture() -> Arc<Catalogue> {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    Arc::clone(CATALOGUE.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture");
        let loaded = archive::load(Base::Nothing, &[path.into()]).expect("the fixture is sound");
        Arc::new(Catalogue::new(loaded.archive))
    }))
}

/// The records of a pack of one file.
pub fn of_pack(pack: &serde_json::Value) -> Arc<Catalogue> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pack.json");
    std::fs::write(&path, pack.to_string()).expect("written");
    Arc::new(Catalogue::new(archive::load(Base::Nothing, &[path]).expect("the pack is sound").archive))
}

/// The browser on a screen in memory.
pub struct Session {
    pub app: App,
    pub terminal: Terminal<TestBackend>,
    pub theme: Theme,
    pub performed: Vec<Effect>,
}

/// Inputs that wait in a queue; when it is empty the loop is told to stop.
struct Script<'a> {
    inputs: VecDeque<Input>,
    performed: &'a mut Vec<Effect>,
}

const STOP: usize = 99;

impl Events for Script<'_> {
    fn next(&mut self) -> io::Result<Input> {
        Ok(self.inputs.pop_front().unwrap_or(Input::Stop(STOP)))
    }

    fn ready(&mut self) -> io::Result<Option<Input>> {
        Ok(None)
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>> {
        self.performed.push(effect.clone());
        Ok(None)
    }
}

impl Session {
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, ThemeName::Dark, false, "")
    }

    pub fn with(width: u16, height: u16, theme: ThemeName, ascii: bool, words: &str) -> Self {
        let catalogue = catalogue();
        let mut query = Query::default();
        query.set_text(words, &catalogue.archive);
        Self::of(App::new(catalogue, Keymap::default(), query, Language::En), width, height, Theme::new(theme, ascii, None))
    }

    /// On the records of [`fixture`].
    pub fn on_fixture(width: u16, height: u16) -> Self {
        Self::on(fixture(), width, height)
    }

    /// On these records.
    pub fn on(catalogue: Arc<Catalogue>, width: u16, height: u16) -> Self {
        let app = App::new(catalogue, Keymap::default(), Query::default(), Language::En);
        Self::of(app, width, height, Theme::new(ThemeName::Dark, false, None))
    }

    fn of(app: App, width: u16, height: u16, theme: Theme) -> Self {
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen in memory");
        let mut session = Self { app, terminal, theme, performed: Vec::new() };
        session.feed(Vec::new());
        session
    }

    /// Presses keys, separated by blanks; `'word` types the word, `''` a blank. Returns how the loop ended, if it did by
    /// itself.
    pub fn press(&mut self, keys: &str) -> Option<Ending> {
        let mut inputs = Vec::new();
        for key in keys.split_whitespace() {
            match key.strip_prefix('\'') {
                Some("'") => inputs.push(Input::Key(Key::parse("Space").expect("blank"))),
                Some(word) => inputs.extend(word.chars().map(|c| Input::Key(Key::parse(&c.to_string()).expect("letter")))),
                None => inputs.push(Input::Key(Key::parse(key).expect(key))),
            }
        }
        self.feed(inputs)
    }

    pub fn feed(&mut self, inputs: Vec<Input>) -> Option<Ending> {
        let mut script = Script { inputs: inputs.into(), performed: &mut self.performed };
        let ending =
            terminal::run(&mut self.terminal, &mut self.app, &self.theme, &mut script).expect("a screen in memory never fails");
        (ending != Ending::Stopped(STOP)).then_some(ending)
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.feed(vec![Input::Resize]);
    }

    /// The screen, drawn on a blank one: the screen in memory keeps what a real terminal blanks out behind a wide
    /// character that goes.
    pub fn buffer(&self) -> Buffer {
        let area = self.terminal.backend().buffer().area;
        let mut blank = Terminal::new(TestBackend::new(area.width, area.height)).expect("a screen in memory");
        blank.draw(|frame| cadialog::ui::draw(frame, &self.app, &self.theme)).expect("a screen in memory never fails");
        blank.backend().buffer().clone()
    }

    /// The screen as text, a line a row, without trailing blanks.
    pub fn text(&self) -> String {
        text(&self.buffer())
    }

    /// The last line.
    pub fn status(&self) -> String {
        self.text().lines().last().unwrap_or_default().to_owned()
    }

    /// Ids of the records in the timeline or results, in order.
    pub fn rows(&self) -> Vec<String> {
        let record = |row: &cadialog::app::Row| match row {
            cadialog::app::Row::Record(id) => Some(self.app.archive().record(*id).id().to_owned()),
            _ => None,
        };
        self.app.rows().iter().filter_map(record).collect()
    }

    /// Id of the record in the detail.
    pub fn shown(&self) -> String {
        self.app.detail().id().map_or_else(String::new, |id| self.app.archive().record(id).id().to_owned())
    }

    /// The detail's whole text, lines joined by blanks.
    pub fn page(&self) -> String {
        self.app.detail().text().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A buffer as text. The cell behind a wide character holds nothing of its own.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.rows().map(|row| row.y) {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(cadialog::text::width(symbol).max(1)).unwrap_or(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The looks of a buffer: a letter a cell, `.` for plain text.
pub fn styles(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in buffer.area.rows() {
        let line: String = (row.left()..row.right())
            .map(|x| {
                let cell = &buffer[(x, row.y)];
                let has = |modifier| cell.modifier.contains(modifier);
                // What is faint in the dark and the light theme.
                let grey = matches!(cell.fg, Color::Indexed(241 | 247));
                match (
                    has(Modifier::REVERSED),
                    has(Modifier::UNDERLINED),
                    has(Modifier::BOLD),
                    has(Modifier::DIM) || grey,
                    cell.fg != Color::Reset && !grey,
                ) {
                    (true, ..) => 'R',
                    (_, true, ..) => 'U',
                    (_, _, true, _, true) => 'C',
                    (_, _, true, ..) => 'B',
                    (_, _, _, true, _) => 'd',
                    (.., true) => 'c',
                    _ => '.',
                }
            })
            .collect();
        out.push_str(line.trim_end_matches('.'));
        out.push('\n');
    }
    out
}
