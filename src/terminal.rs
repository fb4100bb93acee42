//! The terminal: taken, given back whatever happens, and the loop between its events and the app.

mod answers;
mod keeper;
mod mouse;
mod news;

pub use news::{Hearer, Teller, news};

pub use crate::app::Ending;
pub use crate::keeper::{Found, Keeper};
pub use crate::watch::Watch;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};

use crate::app::{Answer, App, Effect, Gesture, Question};
use crate::keys::Key;
use crate::query::{Catalogue, Progress};
use crate::shelf::Contents;
use crate::ui::{self, Theme};
use crate::watch::News;
use crate::writer::Writer;
use answers::Answers;

/// What comes from the user, and what comes of it.
#[derive(Debug, Clone)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something at this column and row.
    Mouse(Gesture, (u16, u16)),
    /// Text was pasted.
    Paste(String),
    /// The size changed; also after a return from suspension.
    Resize,
    /// What stands on the shelf after a change, and what else the reader should know.
    Kept(Contents, Option<String>),
    /// A change could not be made, for this reason.
    Refused(String),
    /// What came of an export: what was written and where, or why nothing was.
    Exported(Result<String, String>),
    /// Large packs have been read so far.
    Grown(Arc<Catalogue>, Progress),
    /// Something that the reader should know.
    Remark(String),
    /// The answer to a question that was not to be waited for.
    Answered(Box<Answer>),
    /// Packs have changed: the records now, and what was left out of them.
    Reloaded(Arc<Catalogue>, Option<String>),
    /// Packs have changed into something that cannot be read, for this reason.
    Broken(String),
    /// The program is told to go: the number of the signal, or 0 when nothing more can come.
    Stop(usize),
}

/// A source of inputs, so that tests run the real loop.
pub trait Events {
    /// Waits for an input.
    fn next(&mut self) -> io::Result<Input>;
    /// An input that is there already.
    fn ready(&mut self) -> io::Result<Option<Input>>;
    /// Does outside what the app asks for: copies, opens, suspends, keeps, exports. Returns a message for the reader,
    /// if any; what comes of keeping and exporting is an input.
    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>>;
    /// Has a question to a large archive answered; an answer that does not come soon is an input later. Here it is
    /// waited for.
    fn ask(&mut self, question: Question) -> Option<Answer> {
        question.answer(&AtomicBool::new(false))
    }
}

impl From<News> for Input {
    fn from(news: News) -> Self {
        match news {
            News::Reloaded(catalogue, remark) => Self::Reloaded(catalogue, remark),
            News::Broken(reason) => Self::Broken(reason),
        }
    }
}

/// Draws, waits, acts; until the end. All waiting inputs are taken before the next frame is drawn, so that held keys and
/// pasted text never lag.
pub fn run<B: Backend>(terminal: &mut Terminal<B>, app: &mut App, theme: &Theme, events: &mut impl Events) -> io::Result<Ending>
where
    B::Error: Send + Sync + 'static,
{
    loop {
        if let Some(answer) = app.question().and_then(|question| events.ask(question)) {
            app.accept(answer);
        }
        fit(terminal, app)?;
        app.fit_help(ui::help_height(app));
        terminal.draw(|frame| ui::draw(frame, app, theme)).map_err(io::Error::other)?;
        let mut input = Some(events.next()?);
        while let Some(now) = input.take() {
            match now {
                Input::Key(_) | Input::Mouse(..) => {
                    let effect = deed(terminal, app, &now)?;
                    match effect {
                        Effect::Quit => return Ok(Ending::Quit),
                        Effect::Interrupt => return Ok(Ending::Interrupted),
                        Effect::None => {}
                        Effect::Redraw => redraw(terminal)?,
                        Effect::Suspend
                        | Effect::Copy(_)
                        | Effect::Open(_)
                        | Effect::Keep(_)
                        | Effect::Export(_)
                        | Effect::Mouse(_) => {
                            if let Some(message) = events.perform(&effect)? {
                                app.say(message);
                            }
                            if effect == Effect::Suspend {
                                redraw(terminal)?;
                            }
                        }
                    }
                }
                Input::Paste(text) => app.insert(&text),
                Input::Resize => terminal.autoresize().map_err(io::Error::other)?,
                Input::Kept(contents, remark) => {
                    app.keep(contents);
                    remark.into_iter().for_each(|remark| app.say(remark));
                }
                Input::Refused(reason) | Input::Remark(reason) => app.say(reason),
                Input::Grown(catalogue, progress) => app.grow(catalogue, progress),
                Input::Answered(answer) => app.accept(*answer),
                Input::Exported(outcome) => app.exported(outcome),
                Input::Reloaded(catalogue, remark) => app.reload(catalogue, remark.as_deref()),
                Input::Broken(reason) => app.refuse(&reason),
                Input::Stop(signal) => return Ok(Ending::Stopped(signal)),
            }
            input = events.ready()?;
            if input.is_some() {
                // What comes next may depend on sizes that this one changed (a pane that came or went).
                fit(terminal, app)?;
            }
        }
    }
}

/// What the app makes of a key or of the mouse.
fn deed<B: Backend>(terminal: &Terminal<B>, app: &mut App, input: &Input) -> io::Result<Effect>
where
    B::Error: Send + Sync + 'static,
{
    Ok(match input {
        Input::Key(key) => app.press(*key),
        Input::Mouse(gesture, at) => {
            let size = terminal.size().map_err(io::Error::other)?;
            let spot = ui::hit(app, (size.width, size.height), *at);
            app.point(*gesture, spot)
        }
        _ => Effect::None,
    })
}

/// Gives the app the sizes of its panes on this screen.
fn fit<B: Backend>(terminal: &Terminal<B>, app: &mut App) -> io::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    app.fit(ui::sizes(app, size.width, size.height));
    Ok(())
}

/// Clears the screen, so that the next frame is drawn whole. Not by `Terminal::clear`, which asks the terminal for its
/// cursor and waits for the answer.
fn redraw<B: Backend>(terminal: &mut Terminal<B>) -> io::Result<()>
where
    B::Error: Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    terminal.resize(size.into()).map_err(io::Error::other)
}

/// The terminal while the program has it; dropping it gives it back.
struct Taken;

/// Whether the terminal is the program's at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

impl Taken {
    fn take() -> io::Result<Self> {
        let taken = Self;
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        mouse::take()?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once: a second time would put the cursor back to where it was before, and what was printed
/// in between would be written over. Errors are of no use here: the terminal may be gone.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    mouse::give_back();
    let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, crossterm::cursor::Show);
    let _ = disable_raw_mode();
}

/// The terminal that programs run in.
pub type Screen = Terminal<CrosstermBackend<io::BufWriter<io::Stdout>>>;

/// Takes the terminal for the time of `work` and gives it back, also when `work` fails or panics.
pub fn borrow<T>(work: impl FnOnce(&mut Screen) -> io::Result<T>) -> io::Result<T> {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back(); // before the message, which belongs on the main screen
        before(panic);
    }));
    let taken = Taken::take()?;
    let mut screen = Terminal::new(CrosstermBackend::new(io::BufWriter::with_capacity(1 << 16, io::stdout())))?;
    let outcome = work(&mut screen);
    drop(screen);
    drop(taken);
    outcome
}

/// Runs the browser in this terminal, with what the reader keeps and the packs that may change. `prepare` is called once
/// the first frame stands, for work that must not delay it.
pub fn browse(
    app: &mut App,
    theme: &Theme,
    keeper: &Keeper,
    watch: Watch,
    prepare: impl FnOnce(Teller) + 'static,
) -> io::Result<Ending> {
    let mut events = Keyboard::new(keeper, watch, Box::new(prepare))?;
    mouse::want(app.has_mouse());
    borrow(|screen| run(screen, app, theme, &mut events))
}

/// Keys from the terminal, the signals that end or suspend the program, and news of shelf and packs.
struct Keyboard<'a> {
    signal: Arc<AtomicUsize>,
    prepare: Option<Box<dyn FnOnce(Teller)>>,
    keeper: &'a Keeper,
    watch: Watch,
    writer: Writer,
    teller: Teller,
    hearer: Hearer,
    answers: Answers,
    /// What came of effects and has not been told yet.
    outcomes: VecDeque<Input>,
}

/// How often signals are looked for while no key comes.
const POLL: Duration = Duration::from_millis(100);

/// How long the loop may take to end after a signal before the program ends without it.
#[cfg(unix)]
const GRACE: Duration = Duration::from_millis(800);

impl<'a> Keyboard<'a> {
    fn new(keeper: &'a Keeper, watch: Watch, prepare: Box<dyn FnOnce(Teller)>) -> io::Result<Self> {
        // The first look at the events makes crossterm listen for changes of size; one that came before would be lost.
        event::poll(Duration::ZERO)?;
        let signal = Arc::new(AtomicUsize::new(0));
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
            let told = Arc::clone(&signal);
            let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT])?;
            std::thread::spawn(move || {
                let Some(number) = signals.forever().next() else { return };
                told.store(usize::try_from(number).unwrap_or_default(), Ordering::Relaxed);
                // Reading from a terminal that has gone away never returns (crossterm 0.29 reads on at its end), so
                // the loop may be unable to hear of it.
                std::thread::sleep(GRACE);
                give_back();
                std::process::exit(128 + number);
            });
        }
        let (teller, hearer) = news()?;
        let answers = Answers::new(teller.clone());
        let (writer, outcomes) = (Writer::default(), VecDeque::new());
        Ok(Self { signal, prepare: Some(prepare), keeper, watch, writer, teller, hearer, answers, outcomes })
    }

    fn stopped(&self) -> Option<Input> {
        let number = self.signal.load(Ordering::Relaxed);
        (number != 0).then_some(Input::Stop(number))
    }

    /// Whether something can be read, waiting at most `timeout`; [`Input::Stop`] when the terminal is gone.
    fn wait(&mut self, timeout: Duration) -> io::Result<Result<bool, Input>> {
        #[cfg(unix)]
        {
            use rustix::event::{PollFd, PollFlags, Timespec, poll};
            use rustix::io::Errno;
            // Not left to crossterm: at the end of a terminal it would read for ever instead of saying so.
            let stdin = io::stdin();
            let (ended, woken) = {
                let news = &self.hearer.wake;
                let mut looked = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(news, PollFlags::IN)];
                let limit = Timespec { tv_sec: 0, tv_nsec: i64::from(timeout.subsec_nanos()) };
                match poll(&mut looked, Some(&limit)) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
                let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                (looked[0].revents().intersects(gone), looked[1].revents().contains(PollFlags::IN))
            };
            if ended {
                return Ok(Err(Input::Stop(0)));
            }
            if woken {
                self.hearer.woken()?;
            }
            event::poll(Duration::ZERO).map(Ok)
        }
        #[cfg(not(unix))]
        event::poll(timeout).map(Ok)
    }

    /// What has become of what was asked for.
    fn heard(&mut self) -> Option<Input> {
        let answered = |answers: &mut Answers| answers.look().map(|answer| Input::Answered(Box::new(answer)));
        self.outcomes.pop_front().or_else(|| self.hearer.hear()).or_else(|| answered(&mut self.answers))
    }

    fn read() -> io::Result<Option<Input>> {
        Ok(match event::read()? {
            Event::Key(key) => Key::from_event(key).map(Input::Key),
            Event::Mouse(event) => mouse::gesture(event).map(|(gesture, at)| Input::Mouse(gesture, at)),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(..) => Some(Input::Resize),
            _ => None,
        })
    }
}

impl Events for Keyboard<'_> {
    fn ask(&mut self, question: Question) -> Option<Answer> {
        self.answers.ask(question)
    }

    fn next(&mut self) -> io::Result<Input> {
        if let Some(prepare) = self.prepare.take() {
            prepare(self.teller.clone());
        }
        loop {
            if let Some(stop) = self.stopped() {
                return Ok(stop);
            }
            if let Some(outcome) = self.heard().or_else(|| self.writer.look().map(Input::Exported)) {
                return Ok(outcome);
            }
            match self.wait(POLL)? {
                Err(stop) => return Ok(stop),
                Ok(true) => {
                    if let Some(input) = Self::read()? {
                        return Ok(input);
                    }
                }
                Ok(false) => {
                    if let Some(reading) = self.watch.look() {
                        let teller = self.teller.clone();
                        std::thread::spawn(move || teller.tell(reading.read().into()));
                    }
                }
            }
        }
    }

    fn ready(&mut self) -> io::Result<Option<Input>> {
        if let Some(stop) = self.stopped() {
            return Ok(Some(stop));
        }
        if let Some(outcome) = self.heard() {
            return Ok(Some(outcome));
        }
        loop {
            match self.wait(Duration::ZERO)? {
                Err(stop) => return Ok(Some(stop)),
                Ok(false) => return Ok(None),
                Ok(true) => {
                    if let Some(input) = Self::read()? {
                        return Ok(Some(input));
                    }
                }
            }
        }
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<Option<String>> {
        match effect {
            Effect::Copy(text) => {
                let mut out = io::stdout();
                execute!(out, CopyToClipboard::to_clipboard_from(text))?;
                out.flush()?;
            }
            Effect::Open(address) => {
                if let Err(error) = open::that_detached(address) {
                    return Ok(Some(format!("no web browser could be started ({error}); the address is {address}")));
                }
            }
            Effect::Suspend => suspend()?,
            Effect::Export(export) => self.outcomes.extend(self.writer.begin(export).map(Input::Exported)),
            Effect::Mouse(on) => mouse::capture(*on)?,
            Effect::Keep(change) => self.outcomes.push_back(self.keeper.keep(change)),
            _ => {}
        }
        Ok(None)
    }
}

/// Gives the terminal back, stops until `fg`, and takes it again.
fn suspend() -> io::Result<()> {
    #[cfg(unix)]
    {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        std::mem::forget(Taken::take()?); // the guard made at the start still stands
    }
    Ok(())
}
