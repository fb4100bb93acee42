//! The app between lines read and lines written.

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;

use super::announce::{self, Snapshot, Verbosity};
use super::input::{InputEvent, InputEvents, LONGEST, Typed};
use super::listing::{self, Listing};
use super::overlay::{self, Overlay};
use super::{SIZES, command, dialogs, help, reading};
use crate::app::{App, Effect, Ending, Focus, Mode};
use crate::desktop::Desktop;
use crate::keys::Action;
use crate::search::watch::{PackChange, PendingRead, Watch};
use crate::shelf::ShelfStore;
use crate::text::{clean, count, sentence, width};
use command::LineCommand;

/// The app, and where its words go.
pub(super) struct LineShell<'a, W> {
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
pub(super) type Where = (Option<Overlay>, Focus, Option<usize>, String);

impl<W: Write> LineShell<'_, W> {
    pub fn run(&mut self, events: &InputEvents) -> io::Result<Ending> {
        self.app.fit(SIZES);
        self.greet()?;
        loop {
            write!(self.out, "{}", Overlay::of(self.app.mode()).map_or("> ", Overlay::prompt))?;
            self.out.flush()?;
            match events.next() {
                InputEvent::Line(Typed { text, is_cut }) => {
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
                InputEvent::Signal(number) => {
                    self.say("")?;
                    // The number of SIGINT is the same everywhere.
                    return Ok(if number == 2 { Ending::Interrupted } else { Ending::Stopped(number) });
                }
                InputEvent::End => {
                    self.say("")?;
                    return self.end(Ending::Quit).map(|ending| ending.unwrap_or(Ending::Quit));
                }
            }
        }
    }

    /// Ends; what was asked for and not given is told of.
    fn end(&mut self, ending: Ending) -> io::Result<Option<Ending>> {
        let given_up = Overlay::of(self.app.mode()).and_then(Overlay::given_up);
        given_up.iter().try_for_each(|words| self.say(words))?;
        self.out.flush()?;
        Ok(Some(ending))
    }

    /// Writes a line, on a terminal folded between words; here is the last door before it.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
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
        let before = Snapshot::of(self.app);
        let mut command = command::understand(line, self.app);
        if let LineCommand::Leave(inner) = command {
            self.app.update(Action::Back);
            command = *inner;
        }
        if command == LineCommand::Act(Action::Cancel) {
            self.remarks.extend(before.overlay.and_then(Overlay::given_up).map(str::to_owned));
        }
        let verbosity = Verbosity::of(&command);
        match command {
            LineCommand::Help(words) => return self.help(&words).map(|()| None),
            LineCommand::Act(Action::Help) => return self.help("").map(|()| None),
            LineCommand::Say(words) => {
                let remarks = std::mem::take(&mut self.remarks);
                self.say_all(&remarks)?;
                self.say(&sentence(&words))?;
                self.say(&announce::status(self.app))?;
                return Ok(None);
            }
            LineCommand::List(step) => return self.list(step).map(|()| None),
            LineCommand::More => return self.more().map(|()| None),
            command => match self.carry_out(command)? {
                Effect::Quit => return self.end(Ending::Quit),
                Effect::Interrupt => return Ok(Some(Ending::Interrupted)),
                Effect::Redraw => return self.tell_all().map(|()| None),
                Effect::Copy(clip) => return self.copy(&clip.text).map(|()| None),
                effect => self.perform(&effect)?,
            },
        }
        self.settle(before.overlay);
        if matches!(self.app.mode(), Mode::Help(_)) {
            self.app.update(Action::Back);
            return self.help("").map(|()| None);
        }
        self.tell(&before, verbosity)?;
        Ok(None)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.say(&format!("{} to copy; the text follows.", count(text.chars().count(), "character")))?;
        text.lines().try_for_each(|line| self.say(line))?;
        self.say("End of the text.")?;
        self.say(&announce::status(self.app))
    }

    /// Has what is asked of a large archive answered.
    pub(super) fn await_answer(&mut self) {
        if let Some(answer) = self.app.question().and_then(|question| question.answer(&AtomicBool::new(false))) {
            self.app.accept(answer);
        }
    }

    /// Takes packs that have changed since the last line.
    fn look_at_packs(&mut self) -> io::Result<()> {
        if !self.take_changes() {
            return Ok(());
        }
        let said = self.message().unwrap_or_default();
        self.say(&said)
    }

    /// Takes packs that have changed, and says whether any has.
    pub(super) fn take_changes(&mut self) -> bool {
        match self.watch.look_now().map(PendingRead::read) {
            Some(PackChange::Reloaded(catalogue, remark)) => self.app.reload(catalogue, remark.as_deref()),
            Some(PackChange::Broken(reason)) => self.app.refuse(&reason),
            None => return false,
        }
        self.await_answer();
        true
    }

    /// Tells what has changed since `before`: what was done, where the reader is, and what stands there.
    fn tell(&mut self, before: &Snapshot, verbosity: Verbosity) -> io::Result<()> {
        self.await_answer();
        self.app.fit(SIZES);
        let now = Snapshot::of(self.app);
        let mut done = std::mem::take(&mut self.remarks);
        done.extend(self.message());
        done.extend(overlay::refusal(self.app).map(|reason| sentence(&reason)));
        done.extend(announce::changes(before, &now, self.app));
        if let Some(overlay) = now.overlay.filter(|overlay| overlay.asks()) {
            if overlay == Overlay::Palette && !self.app.dialog().input.value().is_empty() {
                done.extend(dialogs::fitting(self.app));
            }
            done.push(overlay::asked_for(overlay, self.app));
            return self.say_all(&done);
        }
        // A number or a name that there is not has been refused.
        let refused = verbosity == Verbosity::Naming && self.app.message().is_some();
        let content = announce::content(before, &now, if refused { Verbosity::Reading } else { verbosity }, self.app);
        if done.is_empty() && content.is_empty() {
            done.push(now.overlay.map_or_else(|| "Nothing changes.".to_owned(), |of| overlay::can_be_typed(of, self.app)));
        }
        self.say_all(&done)?;
        self.say(&announce::status(self.app))?;
        self.say_all(&content)?;
        if let Some(overlay) = now.overlay.filter(|_| before.overlay != now.overlay) {
            self.say(&overlay::can_be_typed(overlay, self.app))?;
        }
        self.stay_at_last_line(content.len());
        Ok(())
    }

    /// Goes to the last line that was told of a record too long to be told at once, so that going down goes on from it.
    fn stay_at_last_line(&mut self, told: usize) {
        let reads = self.app.mode() == Mode::Browse && self.app.focus() == Focus::Detail;
        if reads && told > announce::MOST && reading::position(self.app.detail()).1 >= told {
            (1..announce::MOST).for_each(|_| self.step(Action::Down));
        }
    }

    /// Tells where the reader is and all that stands there.
    fn tell_all(&mut self) -> io::Result<()> {
        self.say(&announce::status(self.app))?;
        let lines = [announce::corrections(self.app), announce::everything(self.app)].concat();
        self.say_all(&lines)
    }

    fn help(&mut self, words: &str) -> io::Result<()> {
        let lines = help::lines(self.app.keymap(), &self.app.catalogue().facets().all_kinds(), words);
        self.say_all(&lines)?;
        self.say(&announce::status(self.app))
    }

    fn whereabouts(&self) -> Where {
        let shown = self.app.detail().id().filter(|_| self.app.focus() == Focus::Detail).map(crate::archive::Id::index);
        let overlay = Overlay::of(self.app.mode());
        let asked = match overlay {
            Some(Overlay::Charts) => overlay.map(|overlay| overlay.overview(self.app).concat()).unwrap_or_default(),
            Some(Overlay::Palette) => self.app.dialog().input.value().to_owned(),
            _ => self.app.query().spell(self.app.archive()),
        };
        (overlay, self.app.focus(), shown, asked)
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
        self.say(&announce::status(self.app))?;
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
