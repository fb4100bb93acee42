//! The browser in plain lines, for screen readers and dumb terminals: the same [`App`] as on the screen, with what a key
//! changed told in words. A line is read, what comes of it is written at the end, and nothing that stands is changed.
//!
//! - **Lines are not wrapped**, whatever the width: a row, a paragraph, a sentence of state is one line. Speech and braille
//!   go by lines, and a break in mid-sentence is a pause that means nothing; the terminal folds long lines by itself and
//!   folds them anew when the font grows, which a break written here would spoil; and a transcript is the same everywhere.
//! - **A number means what was said with it**: a row of the list, or a link of the record that is read. The panes, whose
//!   keys are numbers on the screen, go by their names.
//! - **Nothing speaks unbidden**: packs that changed are told of with the answer to the next line.

mod command;
mod help;
mod reading;
mod telling;

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::app::{App, Effect, Ending, Focus, Mode, Row, Size, Sizes};
use crate::file::without_mark;
use crate::keeper::Keeper;
use crate::keys::Action;
use crate::text::{Ascii, clean, count, sentence};
use crate::watch::{News, Reading, Watch};
use command::Command;
use telling::{Manner, State};

/// Rows that a page has where there is no screen.
const PAGE: u16 = 10;

/// A detail as wide as can be has a line for each paragraph; one line high, it is scrolled line by line to the last.
const SIZES: Sizes = {
    let list = Size { width: 80, height: PAGE };
    Sizes {
        countries: list,
        topics: list,
        timeline: list,
        quotes: Size { width: 80, height: PAGE * crate::app::QUOTE_LINES },
        detail: Size { width: u16::MAX, height: 1 },
        help: PAGE,
        sheet: PAGE,
        charts: list,
        upright: false,
    }
};

/// What comes from outside.
enum Heard {
    Line(String),
    /// Nothing more will come.
    End,
    /// A signal of this number.
    #[cfg_attr(not(unix), allow(dead_code))]
    Signal(usize),
}

/// Browses by lines of the standard input until it ends. Neither it nor the standard output need be a terminal; unless both
/// are, the lines read are written among the answers, so that the whole is a transcript. With `ascii` nothing else is written.
///
/// # Errors
/// When the standard output cannot be written to; that nobody reads it any more is an end, not an error.
pub fn browse(app: &mut App, keeper: &Keeper, watch: Watch, ascii: bool) -> io::Result<Ending> {
    let terminal = io::stdin().is_terminal();
    let heard = listen()?;
    let out: Box<dyn Write> = if ascii { Box::new(Ascii::new(io::stdout())) } else { Box::new(io::stdout()) };
    let mut shell = Shell { app, keeper, watch, out, terminal, echo: !terminal || !io::stdout().is_terminal() };
    match shell.run(&heard) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ending::Quit),
        outcome => outcome,
    }
}

/// Hears the standard input and the signals that end the program.
fn listen() -> io::Result<Receiver<Heard>> {
    let (to, heard) = sync_channel(1); // what is piped in waits in the pipe
    #[cfg(unix)]
    signals(to.clone())?;
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        let (mut bytes, mut first) = (Vec::new(), true);
        loop {
            bytes.clear();
            let line = match input.read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => Heard::End,
                Ok(_) => {
                    let line = if first { without_mark(&bytes) } else { &bytes };
                    Heard::Line(String::from_utf8_lossy(line).into_owned())
                }
            };
            first = false;
            let last = matches!(line, Heard::End);
            if to.send(line).is_err() || last {
                break;
            }
        }
    });
    Ok(heard)
}

#[cfg(unix)]
fn signals(to: std::sync::mpsc::SyncSender<Heard>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    /// How long an answer that is being written may take before the program ends without it.
    const GRACE: std::time::Duration = std::time::Duration::from_millis(800);
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    std::thread::spawn(move || {
        let Some(number) = signals.forever().next() else { return };
        let _ = to.try_send(Heard::Signal(usize::try_from(number).unwrap_or_default()));
        std::thread::sleep(GRACE);
        std::process::exit(128 + number);
    });
    Ok(())
}

/// The app between lines read and lines written.
struct Shell<'a, W> {
    app: &'a mut App,
    keeper: &'a Keeper,
    watch: Watch,
    out: W,
    /// Whether the lines are typed into a terminal.
    terminal: bool,
    /// Whether they are to be written out, because no terminal has shown them.
    echo: bool,
}

impl<W: Write> Shell<'_, W> {
    fn run(&mut self, heard: &Receiver<Heard>) -> io::Result<Ending> {
        self.app.fit(SIZES);
        self.greet()?;
        loop {
            write!(self.out, "{}", self.prompt())?;
            self.out.flush()?;
            match heard.recv() {
                Ok(Heard::Line(line)) => {
                    if self.echo {
                        self.say(line.trim_end())?;
                    }
                    if let Some(ending) = self.answer(line.trim_end_matches(['\n', '\r']))? {
                        return Ok(ending);
                    }
                }
                Ok(Heard::Signal(number)) => {
                    self.say("")?;
                    // The number of SIGINT is the same everywhere.
                    return Ok(if number == 2 { Ending::Interrupted } else { Ending::Stopped(number) });
                }
                Ok(Heard::End) | Err(_) => {
                    self.say("")?;
                    return Ok(Ending::Quit);
                }
            }
        }
    }

    /// Writes a line; here is the last door before the terminal.
    fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", clean(line))
    }

    fn prompt(&self) -> &'static str {
        match command::typing(self.app.mode()) {
            Some(Action::Note) => "note> ",
            Some(_) => "search> ",
            None => "> ",
        }
    }

    fn greet(&mut self) -> io::Result<()> {
        let (events, quotes) = self.app.totals();
        let records = format!("{} and {}", count(events, "event"), count(quotes, "quote"));
        self.say(&format!("cadialog. {}: {records}.", self.app.heading()))?;
        self.say("Type a command and press Return: help lists them, an empty line goes down, quit ends.")?;
        let said = self.app.message().map(sentence);
        said.iter().try_for_each(|message| self.say(message))?;
        self.tell_all()
    }

    /// Carries out what was typed and tells what came of it.
    fn answer(&mut self, line: &str) -> io::Result<Option<Ending>> {
        self.look_at_packs()?;
        let before = State::of(self.app);
        let command = command::understand(line, self.app);
        let manner = match command {
            Command::Act(action) => Manner::of(action),
            Command::Press(_) => Manner::Returning, // to what lay under what was open
            _ => Manner::Reading,
        };
        let effect = match command {
            Command::Act(Action::Help) => return self.help("").map(|()| None),
            Command::Help(words) => return self.help(&words).map(|()| None),
            Command::Say(words) => {
                self.say(&sentence(&words))?;
                self.say(&telling::standing(self.app))?;
                return Ok(None);
            }
            Command::Act(action) => {
                let effect = self.act(action);
                let moved = telling::end(action).filter(|_| before.place == State::of(self.app).place);
                if let Some(end) = moved.filter(|_| self.app.message().is_none()) {
                    self.app.say(end.to_owned());
                }
                effect
            }
            Command::Press(keys) => keys.into_iter().fold(Effect::None, |last, key| match self.app.press(key) {
                Effect::None => last,
                effect => effect,
            }),
            Command::Number(number) => self.choose(number),
            Command::Write(action, words) => {
                let look = self.app.update(action);
                self.perform(&look)?;
                self.write(&words)
            }
            Command::Words(words) => self.write(&words),
            Command::Erase => {
                self.erase();
                self.app.update(Action::Accept)
            }
            Command::Insert(words) => {
                self.app.insert(&words);
                Effect::None
            }
        };
        self.app.fit(SIZES);
        match effect {
            Effect::Quit => return Ok(Some(Ending::Quit)),
            Effect::Interrupt => return Ok(Some(Ending::Interrupted)),
            Effect::Redraw => return self.tell_all().map(|()| None),
            Effect::Copy(text) => {
                self.say(&format!("{} to copy; the text follows.", count(text.chars().count(), "character")))?;
                text.lines().try_for_each(|line| self.say(line))?;
                self.say("End of the text.")?;
                self.say(&telling::standing(self.app))?;
                return Ok(None);
            }
            effect => self.perform(&effect)?,
        }
        self.tell(&before, manner)?;
        Ok(None)
    }

    /// Carries out an action, with what has another sense where there is no screen.
    fn act(&mut self, action: Action) -> Effect {
        let reading = self.app.mode() == Mode::Browse && self.app.focus() == Focus::Detail;
        match action {
            Action::Zoom => {
                self.app.say("here one pane at a time is told already".to_owned());
                Effect::None
            }
            // The detail is a line high, that it may be read line by line.
            Action::PageDown | Action::PageUp | Action::HalfPageDown | Action::HalfPageUp if reading => {
                let half = matches!(action, Action::HalfPageDown | Action::HalfPageUp);
                let down = matches!(action, Action::PageDown | Action::HalfPageDown);
                let steps = if half { PAGE / 2 } else { PAGE };
                (0..steps).for_each(|_| self.step(if down { Action::Down } else { Action::Up }));
                Effect::None
            }
            Action::Down | Action::Up if reading => {
                self.step(action);
                Effect::None
            }
            Action::FoldYears => {
                let effect = self.app.update(action);
                let folded = self.app.rows().iter().any(|row| matches!(row, Row::Year { folded: true, .. }));
                self.app.say(if folded { "the years are folded" } else { "the years are unfolded" }.to_owned());
                effect
            }
            action => self.app.update(action),
        }
    }

    /// Goes to the next line of the detail that is not empty.
    fn step(&mut self, action: Action) {
        loop {
            let before = self.app.detail().scroll();
            self.app.update(action);
            if self.app.detail().scroll() == before || !reading::is_blank(self.app.detail()) {
                return;
            }
        }
    }

    /// Goes to the row of this number, or follows the link of this number. An address is told, not opened.
    fn choose(&mut self, number: usize) -> Effect {
        if self.app.focus() != Focus::Detail {
            if !self.app.choose(number) {
                let position = self.app.position(self.app.focus());
                self.app.say(format!("there is no row {number}, only {}", count(position.of, position.noun)));
            }
            return Effect::None;
        }
        if !self.app.choose_link(number) {
            self.app.say(format!("there is no link {number}, only {}", count(self.app.detail().link_count(), "link")));
            return Effect::None;
        }
        match self.app.detail().target() {
            Some(crate::page::Target::Address(address)) => {
                let key = self.app.keymap().hint(Action::OpenSource);
                self.app.say(format!("link {number} is an address, {address} ; {key} opens it in a web browser"));
                Effect::None
            }
            _ => self.app.update(Action::Open),
        }
    }

    /// Puts words on the input line in place of those there and takes the line; none leave it as it is.
    fn write(&mut self, words: &str) -> Effect {
        if !matches!(self.app.mode(), Mode::Search | Mode::Note) {
            return Effect::None; // there was nothing to write on, as the app has said
        }
        if !words.trim().is_empty() {
            self.erase();
            self.app.insert(words.trim());
        }
        self.app.update(Action::Accept)
    }

    fn erase(&mut self) {
        self.app.update(Action::LineEnd);
        self.app.update(Action::EraseToStart);
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<()> {
        match effect {
            Effect::Open(address) => {
                if let Err(error) = open::that_detached(address) {
                    self.app.say(format!("no web browser could be started ({error}); the address is {address}"));
                }
            }
            Effect::Keep(change) => self.app.changed(&self.keeper.change(change.clone())),
            Effect::Export(export) => self.app.exported(crate::writer::write(export, &AtomicBool::new(false))),
            Effect::Mouse(_) => self.app.say("lines have no place for a mouse".to_owned()),
            Effect::Suspend if self.terminal => {
                self.out.flush()?;
                #[cfg(unix)]
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            }
            Effect::Suspend => self.app.say("only a program in a terminal can be suspended".to_owned()),
            Effect::None | Effect::Quit | Effect::Interrupt | Effect::Redraw | Effect::Copy(_) => {}
        }
        Ok(())
    }

    /// Takes packs that have changed since the last line.
    fn look_at_packs(&mut self) -> io::Result<()> {
        match self.watch.look_now().map(Reading::read) {
            Some(News::Reloaded(catalogue, remark)) => self.app.reload(catalogue, remark.as_deref()),
            Some(News::Broken(reason)) => self.app.refuse(&reason),
            None => return Ok(()),
        }
        let said = self.app.message().map(sentence).unwrap_or_default();
        self.say(&said)
    }

    /// Tells what has changed since `before`: what was done, where the reader is, and what stands there.
    fn tell(&mut self, before: &State, manner: Manner) -> io::Result<()> {
        if let Some(answer) = self.app.question().and_then(|question| question.answer(&AtomicBool::new(false))) {
            self.app.accept(answer);
        }
        self.app.fit(SIZES);
        let now = State::of(self.app);
        let mut done: Vec<String> = self.app.message().map(sentence).into_iter().collect();
        done.extend(telling::changes(before, &now, self.app));
        let content = telling::content(before, &now, manner, self.app);
        if let Some(words) = command::asked_for(self.app) {
            done.push(words);
            return done.iter().try_for_each(|line| self.say(line));
        }
        if done.is_empty() && content.is_empty() {
            done.push("Nothing changes.".to_owned());
        }
        done.iter().try_for_each(|line| self.say(line))?;
        self.say(&telling::standing(self.app))?;
        content.iter().try_for_each(|line| self.say(line))?;
        self.stay_at_last_line(content.len());
        Ok(())
    }

    /// Goes to the last line that was told of a record too long to be told at once, so that going down goes on from it.
    fn stay_at_last_line(&mut self, told: usize) {
        if self.app.focus() == Focus::Detail && told > telling::MOST && reading::position(self.app.detail()).1 >= told {
            (1..telling::MOST).for_each(|_| self.step(Action::Down));
        }
    }

    /// Tells where the reader is and all that stands there.
    fn tell_all(&mut self) -> io::Result<()> {
        self.say(&telling::standing(self.app))?;
        telling::corrections(self.app).iter().try_for_each(|line| self.say(line))?;
        telling::everything(self.app).iter().try_for_each(|line| self.say(line))
    }

    fn help(&mut self, words: &str) -> io::Result<()> {
        help::lines(self.app.keymap(), words).iter().try_for_each(|line| self.say(line))?;
        self.say(&telling::standing(self.app))
    }
}
