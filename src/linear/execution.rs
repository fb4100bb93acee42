//! Execution of a command: on the app, and what the app then asks for outside.

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;

use super::announce::{self, Snapshot};
use super::command::LineCommand;
use super::overlay::{self, Overlay};
use super::shell::LineShell;
use super::{PAGE, SIZES, charts, dialogs, listing, reading};
use crate::app::{Beside, Chart, Dialog, Effect, Focus, Mode, Row};
use crate::archive::Id;
use crate::desktop::Unopened;
use crate::keys::Action;
use crate::page::Target;
use crate::query::{countries, named};
use crate::record::{Language, RecordType};
use crate::shelf::{Change, Session};
use crate::text::{join_and, sentence};

impl<W: Write> LineShell<'_, W> {
    /// Carries out a command; what it asks of the world comes back, unless it had to be known before the command was done.
    pub fn carry_out(&mut self, command: LineCommand) -> io::Result<Effect> {
        Ok(match command {
            LineCommand::Act(action) => {
                let before = Snapshot::of(self.app);
                let effect = self.act(action);
                let ended = announce::end(action).filter(|_| self.app.message().is_none() && before == Snapshot::of(self.app));
                if let Some(end) = ended {
                    self.app.say(end.to_owned());
                }
                effect
            }
            LineCommand::Number(number) => self.choose(number),
            LineCommand::Cell(row, column) => {
                self.app.choose_cell(row, column);
                Effect::None
            }
            LineCommand::Country(id) => {
                self.app.choose_country(id);
                Effect::None
            }
            LineCommand::Open(there) => match self.carry_out(*there)? {
                // Where there is no such row its number is refused, and nothing is to be opened.
                Effect::None if self.app.message().is_none() => self.open(),
                effect => effect,
            },
            LineCommand::Ask(action, words) => self.ask(action, &words)?,
            LineCommand::AddLine(words) => self.add_line(&words)?,
            LineCommand::Words(words) if self.app.mode() == Mode::Dialog(Dialog::Palette) => self.look_for_action(&words),
            LineCommand::Words(words) => self.write(&words),
            LineCommand::Complete(words) => {
                self.put(&words);
                self.app.update(Action::Complete)
            }
            LineCommand::Erase => {
                self.erase();
                // Without a name a dialog can do nothing; it asks again.
                if matches!(self.app.mode(), Mode::Dialog(_)) { Effect::None } else { self.app.update(Action::Accept) }
            }
            LineCommand::Run(name) => self.run_saved(&name)?,
            LineCommand::Remove(name) => self.remove(&name, false)?,
            LineCommand::PutBack(name) => self.remove(&name, true)?,
            LineCommand::Chart(number) => self.chart(number),
            LineCommand::Filter(name) => self.filter(&name),
            LineCommand::Type(of_type) => {
                self.app.list_type(of_type);
                Effect::None
            }
            LineCommand::Speak(language) => self.speak(language),
            LineCommand::Resume => self.resume(),
            // These are answered by themselves.
            LineCommand::List(_) | LineCommand::More | LineCommand::Help(_) | LineCommand::Leave(_) | LineCommand::Say(_) => {
                Effect::None
            }
        })
    }

    /// Carries out an action, with what has another sense where there is no screen.
    pub fn act(&mut self, action: Action) -> Effect {
        let browsing = self.app.mode() == Mode::Browse;
        let reading = browsing && self.app.focus() == Focus::Detail;
        match action {
            // On the screen it closes what is on top; here it always ends.
            Action::Quit => Effect::Quit,
            Action::Zoom => {
                self.app.say("here one pane at a time is told already");
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
            // These act in the detail, wherever they were asked for by name.
            Action::Find | Action::NextFound | Action::PreviousFound | Action::NextLink | Action::PreviousLink if browsing => {
                if self.app.detail().id().is_some() && !reading {
                    self.app.update(Action::Detail);
                    self.app.fit(SIZES);
                }
                self.app.update(action)
            }
            Action::OpenSource => {
                let effect = self.app.update(action);
                if self.app.mode() == Mode::Dialog(Dialog::Sources) {
                    self.app.update(Action::Back);
                    let key = self.app.keymap().hint(action);
                    let links = "the number of a link in the detail chooses one";
                    self.app.say(format!("there are several sources; {links}, and {key} opens it"));
                }
                effect
            }
            // A pane has a name here, not a number that could be typed twice.
            Action::Quotes if browsing => {
                self.app.show_beside(Beside::Quotes);
                Effect::None
            }
            Action::FoldYears => {
                let effect = self.app.update(action);
                let folded = self.app.rows().iter().any(|row| matches!(row, Row::Year { folded: true, .. }));
                self.app.say(if folded { "the years are folded" } else { "the years are unfolded" }.to_owned());
                effect
            }
            Action::Remove if browsing => {
                let key = self.app.keymap().hint(Action::Searches);
                self.app.say(format!("remove and a name removes a saved search; {key} lists them"));
                Effect::None
            }
            Action::CellLeft | Action::CellRight | Action::FirstCell | Action::LastCell if browsing => {
                let key = self.app.keymap().hint(Action::Charts);
                self.app.say(format!("there are cells only in the charts; {key} opens them"));
                Effect::None
            }
            Action::East | Action::West if browsing => {
                let key = self.app.keymap().hint(Action::Map);
                self.app.say(format!("east and west are on the map; {key} opens it"));
                Effect::None
            }
            // Another chart, or another number of columns.
            Action::NextPane | Action::PreviousPane | Action::ClearFilters if self.app.mode() == Mode::Charts => {
                let effect = self.app.update(action);
                self.read_rows();
                effect
            }
            action => self.app.update(action),
        }
    }

    /// Goes to the next line of the detail that is not empty.
    pub fn step(&mut self, action: Action) {
        loop {
            let before = self.app.detail().scroll();
            self.app.update(action);
            if self.app.detail().scroll() == before || !reading::is_blank(self.app.detail()) {
                return;
            }
        }
    }

    /// Goes to the row of this number, follows the link of this number, or takes the entry of this number. An address is
    /// told, not opened.
    fn choose(&mut self, number: usize) -> Effect {
        let at = number.wrapping_sub(1);
        match Overlay::of(self.app.mode()) {
            Some(Overlay::Palette) => return self.take_action(at),
            Some(overlay) if overlay.is_list() && self.app.choose_entry(at) => {
                return self.app.update(Action::Accept);
            }
            Some(Overlay::Map) if self.app.choose_place(at) => return Effect::None,
            None if self.app.focus() == Focus::Detail => return self.follow(number),
            None if self.app.choose(number) => return Effect::None,
            _ => {}
        }
        self.app.say(listing::no_row(self.app, number));
        Effect::None
    }

    fn follow(&mut self, number: usize) -> Effect {
        if !self.app.choose_link(number) {
            self.app.say(listing::no_row(self.app, number));
            return Effect::None;
        }
        match self.app.detail().target() {
            Some(Target::Address(address)) => {
                let key = self.app.keymap().hint(Action::OpenSource);
                self.app.say(format!("link {number} is an address, {address} ; {key} opens it in a web browser"));
                Effect::None
            }
            _ => self.app.update(Action::Open),
        }
    }

    /// Opens what was gone to by a number or a name; a link has been followed, and a search run, by then.
    fn open(&mut self) -> Effect {
        let opens = match Overlay::of(self.app.mode()) {
            None => self.app.focus() != Focus::Detail,
            Some(overlay) => matches!(overlay, Overlay::Charts | Overlay::Map),
        };
        if opens { self.app.update(Action::Open) } else { Effect::None }
    }

    /// Begins what asks for words and gives it these at once. What it refuses is told and not asked again: the next line may
    /// be a command.
    fn ask(&mut self, action: Action, words: &str) -> io::Result<Effect> {
        let effect = self.act(action);
        self.perform(&effect)?;
        // An export lists all hits first, and the words of the search are traced at once: other phrases take their place.
        self.await_answer();
        if action == Action::Trace && self.app.mode() == Mode::Dialog(Dialog::Trace) {
            self.app.update(action);
        }
        let Some(overlay) = Overlay::of(self.app.mode()).filter(|overlay| overlay.asks()) else { return Ok(Effect::None) };
        if overlay == Overlay::Palette {
            return Ok(self.look_for_action(words));
        }
        let known = self.app.input().value().to_owned();
        if overlay == Overlay::Note && !known.is_empty() && known != words {
            self.remarks.push(format!("The note was “{known}”."));
        }
        let effect = self.write(words);
        self.perform(&effect)?;
        if let Some(reason) = overlay::refusal(self.app) {
            self.app.update(Action::Cancel);
            self.app.say(reason);
        }
        Ok(Effect::None)
    }

    /// Puts words on the input line in place of those there and takes the line; none leave it as it is.
    pub(super) fn write(&mut self, words: &str) -> Effect {
        if !words.trim().is_empty() {
            self.put(words.trim());
        }
        let finding = self.app.mode() == Mode::Find;
        let effect = self.app.update(Action::Accept);
        if finding && self.app.message().is_some() && self.app.detail().found().is_none() {
            self.app.say(format!("“{0}” is not in this record; /{0} searches everything", words.trim()));
        }
        effect
    }

    /// Puts words on the input line in place of those there.
    pub fn put(&mut self, words: &str) {
        self.erase();
        self.app.insert(words);
        let dialog = matches!(self.app.mode(), Mode::Dialog(_));
        let taken = if dialog { &self.app.dialog().input } else { self.app.input() }.value().len();
        // How much a line takes is said now: what is done with it next has its own message.
        if let Some(cut) = self.app.message().filter(|_| taken < words.len()) {
            self.remarks.push(sentence(cut));
        }
    }

    fn erase(&mut self) {
        self.app.update(Action::LineEnd);
        self.app.update(Action::EraseToStart);
    }

    /// Opens the chart of this number.
    fn chart(&mut self, number: usize) -> Effect {
        let keys = [Action::Countries, Action::Topics, Action::Timeline, Action::Quotes, Action::Detail, Action::ChartRows];
        let Some(action) = number.checked_sub(1).and_then(|at| keys.get(at)) else {
            self.app.say(format!("there is no chart {number}, only {}", keys.len()));
            return Effect::None;
        };
        if self.app.mode() != Mode::Charts {
            self.app.update(Action::Charts);
        }
        // The table of any two, once shown, is turned by the key that shows it.
        if self.app.charts().chart() != Chart::AnyTwo || number < keys.len() {
            self.app.update(*action);
        }
        self.read_rows();
        Effect::None
    }

    /// Puts the cursor of the chart into the column of the totals, where going down reads whole rows.
    fn read_rows(&mut self) {
        let columns = self.app.charts().matrix().columns();
        let said = self.app.message().map(str::to_owned);
        self.app.choose_cell(self.app.charts().cursor().0.at, columns);
        said.into_iter().for_each(|said| self.app.say(said));
    }

    /// Filters by the countries or the topic called so, or stops, and goes to what is left.
    fn filter(&mut self, name: &str) -> Effect {
        let archive = self.app.archive();
        let group = matches!(name.to_ascii_lowercase().as_str(), "ca5" | "all6");
        let found = countries(archive, name).or_else(|_| named(archive, RecordType::Topic, name));
        let ids: Vec<Id> = match found {
            Err(_) => {
                self.app.say(format!("no country or topic is called “{name}”; countries and topics list them"));
                return Effect::None;
            }
            Ok(ids) if ids.len() > 1 && !group => {
                let names: Vec<String> = ids.iter().map(|id| archive.title(*id, self.app.language()).to_owned()).collect();
                self.app.say(format!("“{name}” may be {}", join_and(&names)));
                return Effect::None;
            }
            Ok(ids) => ids,
        };
        for id in ids {
            let is_country = self.app.archive().record_type(id) == RecordType::Country;
            let pane = if is_country { Focus::Countries } else { Focus::Topics };
            self.app.update(if is_country { Action::Countries } else { Action::Topics });
            let row = self.app.numbered(pane).1.iter().position(|known| *known == id);
            if row.is_some_and(|row| self.app.choose(row + 1)) {
                self.app.update(Action::Toggle);
            }
        }
        self.app.update(Action::Timeline)
    }

    fn speak(&mut self, language: Language) -> Effect {
        if self.app.language() == language {
            self.app.say("names are in that language already");
        }
        while self.app.language() != language {
            self.app.update(Action::Language);
        }
        Effect::None
    }

    /// Goes to where the last session ended.
    fn resume(&mut self) -> Effect {
        match self.store.load().session.filter(|session| *session != Session::default()) {
            Some(session) => {
                self.app.restore(&session);
                if self.app.message().is_none() {
                    self.app.say("you are where the last session ended");
                }
            }
            None => self.app.say("no session is kept that could be resumed"),
        }
        Effect::None
    }

    /// Closes by itself what has nothing to tell, and puts the cursor of charts that have just opened where rows are read.
    pub fn settle(&mut self, before: Option<Overlay>) {
        self.app.fit(SIZES);
        let reason = match Overlay::of(self.app.mode()) {
            Some(Overlay::Charts) if before != Some(Overlay::Charts) => {
                self.read_rows();
                charts::nothing(self.app)
            }
            Some(Overlay::Charts) => charts::nothing(self.app),
            Some(Overlay::Searches) if self.app.dialog().entries.is_empty() => Some(dialogs::none(self.app)),
            Some(Overlay::Verdict) if self.app.dialog().entries.is_empty() => {
                Some(format!("{}; it may be said elsewhere", self.app.verdict()))
            }
            Some(Overlay::Commitments | Overlay::Trace) if self.app.dialog().entries.is_empty() => overlay::emptiness(self.app),
            _ => None,
        };
        if let Some(reason) = reason {
            let said = self.app.message().map(str::to_owned);
            self.app.update(Action::Back);
            self.app.say(said.unwrap_or(reason));
        }
    }

    pub fn perform(&mut self, effect: &Effect) -> io::Result<()> {
        match effect {
            Effect::Open(address) => {
                if let Err(Unopened(faults)) = self.desktop.open(&self.desktop.browsers(address), address) {
                    let reasons = faults.join(", ");
                    self.app.say(format!("no web browser could be started ({reasons}); the address is {address}"));
                }
            }
            Effect::Edit(request) => self.edit(request)?,
            Effect::Keep(change) => {
                let kept = self.store.change(change.clone());
                if let (Err(_), Change::Note { words, .. }) = (&kept.outcome, change)
                    && !words.is_empty()
                {
                    self.remarks.push(format!("Your words were “{words}”."));
                }
                self.app.changed(&kept);
            }
            Effect::Export(export) => self.app.exported(crate::export::write_job(export, &AtomicBool::new(false))),
            Effect::Mouse(_) => self.app.say("lines have no place for a mouse"),
            Effect::Suspend if self.terminal => {
                self.out.flush()?;
                #[cfg(unix)]
                signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
            }
            Effect::Suspend => self.app.say("only a program in a terminal can be suspended"),
            Effect::None | Effect::Quit | Effect::Interrupt | Effect::Redraw | Effect::Copy(_) => {}
        }
        Ok(())
    }
}
