//! The app between lines read and lines written.

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;

use super::dialog::{self, Dialog};
use super::hearing::{Heard, LONGEST, Typed};
use super::listing::{self, Listing};
use super::telling::{self, Manner, State};
use super::{SIZES, command, help, reading, sheets};
use crate::app::{App, Effect, Ending, Focus, Mode};
use crate::desktop::Desktop;
use crate::keys::Action;
use crate::search::watch::{PackChange, PendingRead, Watch};
use crate::shelf::ShelfStore;
use crate::text::{clean, count, sentence, width};
use command::Command;

/// The app, and where its words go.
pub(super) struct Shell<'a, W> {
    pub app: &'a mut App,
    pub store: &'a ShelfStore,
    pub watch: Watch,
    pub desktop: Desktop,
    pub out: W,
    /// Whether the lines are typed into a terminal.
    pub terminal: bool,
    /// Whether they stand on the screen already, because a terminal has shown them.
    pub shown: bool,
    /// Gives the columns of the terminal that is written to, if it is one.
    pub columns: Option<fn() -> usize>,
    /// Sentences that are to be said before what has changed.
    pub remarks: Vec<String>,
    /// How far the rows have been told, and where the reader was then.
    pub listing: Option<(Listing, Where)>,
}

/// What a list is of: it goes on only as long as this stays the same.
pub(super) type Where = (Option<Dialog>, Focus, Option<usize>, String);

impl<W: Write> Shell<'_, W> {
    pub fn run(&mut self, heard: &Receiver<Heard>) -> io::Result<Ending> {
        self.app.fit(SIZES);
        self.greet()?;
        loop {
            write!(self.out, "{}", Dialog::of(self.app.mode()).map_or("> ", Dialog::prompt))?;
            self.out.flush()?;
            match heard.recv() {
                Ok(Heard::Line(Typed { text, is_cut })) => {
                    if !self.shown {
                        self.say(text.trim_end())?;
                    }
                    if is_cut {
                        self.remarks.push(format!("The line is longer than {LONGEST} bytes; the rest is passed over."));
                    }
                    if let Some(ending) = self.answer(&text)? {
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
                    return self.end(Ending::Quit).map(|ending| ending.unwrap_or(Ending::Quit));
                }
            }
        }
    }

    /// Ends; what was asked for and not given is told of.
    fn end(&mut self, ending: Ending) -> io::Result<Option<Ending>> {
        let given_up = Dialog::of(self.app.mode()).and_then(Dialog::given_up);
        given_up.iter().try_for_each(|words| self.say(words))?;
        self.out.flush()?;
        Ok(Some(ending))
    }

    /// Writes a line, on a terminal folded between words; here is the last door before it.
    fn say(&mut self, line: &str) -> io::Result<()> {
        let line = clean(line);
        let Some(columns) = self.columns.map(|columns| columns()) else { return writeln!(self.out, "{line}") };
        fold(&line, columns).into_iter().try_for_each(|part| writeln!(self.out, "{part}"))
    }

    fn say_all(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// The app's message as a sentence: what stands side by side on the screen comes one after the other.
    fn message(&self) -> Option<String> {
        self.app.message().map(|words| sentence(&words.replace(" · ", ", ")))
    }

    fn greet(&mut self) -> io::Result<()> {
        let (events, quotes) = self.app.totals();
        let records = format!("{} and {}", count(events, "event"), count(quotes, "quote"));
        self.say(&format!("cadialog. {}: {records}.", self.app.heading()))?;
        self.say("Type a command and press Return: help lists them, an empty line goes down, quit ends.")?;
        let said: Vec<String> = self.message().into_iter().collect();
        self.say_all(&said)?;
        self.tell_all()
    }

    /// Carries out what was typed and tells what came of it.
    fn answer(&mut self, line: &str) -> io::Result<Option<Ending>> {
        self.look_at_packs()?;
        let before = State::of(self.app);
        let mut command = command::understand(line, self.app);
        if let Command::Leave(inner) = command {
            self.app.update(Action::Back);
            command = *inner;
        }
        if command == Command::Act(Action::Cancel) {
            self.remarks.extend(before.dialog.and_then(Dialog::given_up).map(str::to_owned));
        }
        let manner = Manner::of(&command);
        match command {
            Command::Help(words) => return self.help(&words).map(|()| None),
            Command::Act(Action::Help) => return self.help("").map(|()| None),
            Command::Say(words) => {
                let remarks = std::mem::take(&mut self.remarks);
                self.say_all(&remarks)?;
                self.say(&sentence(&words))?;
                self.say(&telling::standing(self.app))?;
                return Ok(None);
            }
            Command::List(step) => return self.list(step).map(|()| None),
            Command::More => return self.more().map(|()| None),
            command => match self.carry_out(command)? {
                Effect::Quit => return self.end(Ending::Quit),
                Effect::Interrupt => return Ok(Some(Ending::Interrupted)),
                Effect::Redraw => return self.tell_all().map(|()| None),
                Effect::Copy(clip) => return self.copy(&clip.text).map(|()| None),
                effect => self.perform(&effect)?,
            },
        }
        self.settle(before.dialog);
        if matches!(self.app.mode(), Mode::Help(_)) {
            self.app.update(Action::Back);
            return self.help("").map(|()| None);
        }
        self.tell(&before, manner)?;
        Ok(None)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.say(&format!("{} to copy; the text follows.", count(text.chars().count(), "character")))?;
        text.lines().try_for_each(|line| self.say(line))?;
        self.say("End of the text.")?;
        self.say(&telling::standing(self.app))
    }

    /// Takes packs that have changed since the last line.
    fn look_at_packs(&mut self) -> io::Result<()> {
        match self.watch.look_now().map(PendingRead::read) {
            Some(PackChange::Reloaded(catalogue, remark)) => self.app.reload(catalogue, remark.as_deref()),
            Some(PackChange::Broken(reason)) => self.app.refuse(&reason),
            None => return Ok(()),
        }
        let said = self.message().unwrap_or_default();
        self.say(&said)
    }

    /// Tells what has changed since `before`: what was done, where the reader is, and what stands there.
    fn tell(&mut self, before: &State, manner: Manner) -> io::Result<()> {
        if let Some(answer) = self.app.question().and_then(|question| question.answer(&AtomicBool::new(false))) {
            self.app.accept(answer);
        }
        self.app.fit(SIZES);
        let now = State::of(self.app);
        let mut done = std::mem::take(&mut self.remarks);
        done.extend(self.message());
        done.extend(dialog::refusal(self.app).map(|reason| sentence(&reason)));
        done.extend(telling::changes(before, &now, self.app));
        if let Some(dialog) = now.dialog.filter(|dialog| dialog.asks()) {
            if dialog == Dialog::Palette && !self.app.sheet_input().value().is_empty() {
                done.extend(sheets::fitting(self.app));
            }
            done.push(dialog::asked_for(dialog, self.app));
            return self.say_all(&done);
        }
        // A number or a name that there is not has been refused.
        let refused = manner == Manner::Naming && self.app.message().is_some();
        let content = telling::content(before, &now, if refused { Manner::Reading } else { manner }, self.app);
        if done.is_empty() && content.is_empty() {
            done.push(now.dialog.map_or_else(|| "Nothing changes.".to_owned(), |of| dialog::can_be_typed(of, self.app)));
        }
        self.say_all(&done)?;
        self.say(&telling::standing(self.app))?;
        self.say_all(&content)?;
        if let Some(dialog) = now.dialog.filter(|_| before.dialog != now.dialog) {
            self.say(&dialog::can_be_typed(dialog, self.app))?;
        }
        self.stay_at_last_line(content.len());
        Ok(())
    }

    /// Goes to the last line that was told of a record too long to be told at once, so that going down goes on from it.
    fn stay_at_last_line(&mut self, told: usize) {
        let reads = self.app.mode() == Mode::Browse && self.app.focus() == Focus::Detail;
        if reads && told > telling::MOST && reading::position(self.app.detail()).1 >= told {
            (1..telling::MOST).for_each(|_| self.step(Action::Down));
        }
    }

    /// Tells where the reader is and all that stands there.
    fn tell_all(&mut self) -> io::Result<()> {
        self.say(&telling::standing(self.app))?;
        let lines = [telling::corrections(self.app), telling::everything(self.app)].concat();
        self.say_all(&lines)
    }

    fn help(&mut self, words: &str) -> io::Result<()> {
        let lines = help::lines(self.app.keymap(), words);
        self.say_all(&lines)?;
        self.say(&telling::standing(self.app))
    }

    fn whereabouts(&self) -> Where {
        let shown = self.app.detail().id().filter(|_| self.app.focus() == Focus::Detail).map(crate::archive::Id::index);
        let dialog = Dialog::of(self.app.mode());
        let asked = match dialog {
            Some(Dialog::Charts) => dialog.map(|dialog| dialog.overview(self.app).concat()).unwrap_or_default(),
            Some(Dialog::Palette) => self.app.sheet_input().value().to_owned(),
            _ => self.app.query().spell(self.app.archive()),
        };
        (dialog, self.app.focus(), shown, asked)
    }

    /// Tells the first rows, so many at a time.
    fn list(&mut self, step: Option<usize>) -> io::Result<()> {
        let mut listing = Listing::default();
        listing.step = step.unwrap_or(listing.step);
        self.list_on(listing)
    }

    /// Tells the rows after those told last; if another list is there now, those after the row where the reader is.
    fn more(&mut self) -> io::Result<()> {
        let here = self.whereabouts();
        let told = self.listing.take().filter(|(_, of)| *of == here).map(|(listing, _)| listing);
        let after = || Listing { next: listing::row(self.app), ..Listing::default() };
        let listing = told.unwrap_or_else(after);
        self.list_on(listing)
    }

    fn list_on(&mut self, mut listing: Listing) -> io::Result<()> {
        self.say(&telling::standing(self.app))?;
        let lines = listing::next(self.app, &mut listing);
        self.listing = Some((listing, self.whereabouts()));
        self.say_all(&lines)
    }
}

/// The pieces of a line that fit into `columns`, parted at blanks; a word that is longer than a line stays whole.
fn fold(line: &str, columns: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut end, mut at) = (0, 0, 0);
    for word in line.split_inclusive(' ') {
        let until = at + word.trim_end_matches(' ').len();
        if end > begin && width(&line[begin..until]) > columns {
            parts.push(&line[begin..end]);
            begin = at;
        }
        end = until;
        at += word.len();
    }
    parts.push(&line[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_words_and_addresses_stay_whole() {
        let address = "https://example.org/a/very/long/address";
        for (line, wanted) in [
            ("", vec![""]),
            ("one two three", vec!["one two", "three"]),
            ("1234567 1234567", vec!["1234567", "1234567"]),
            (&format!("at {address} ; o"), vec!["at", address, "; o"]),
            ("中央アジア 対話", vec!["中央アジア", "対話"]),
        ] {
            assert_eq!(fold(line, 7), wanted, "{line}");
        }
    }
}
