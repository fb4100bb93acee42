//! The terminal: taken, given back whatever happens, and the loop between its events and the app.

mod answers;
mod channel;
mod clipboard;
#[cfg(unix)]
mod decode;
mod diverted;
mod errands;
mod keyboard;
mod mouse;
mod screen;
#[cfg(unix)]
mod sequences;
mod signals;
mod taken;

pub use channel::{Receiver, Sender, channel};
pub use diverted::DataOutput;
pub use screen::{Tty, cells_named, size, takes_colours};
#[cfg(unix)]
pub use sequences::Sequences;
pub use taken::{Screen, borrow};

pub use crate::app::Ending;

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ratatui::Terminal;
use ratatui::backend::Backend;

use crate::app::{Answer, App, Effect, Gesture, Mode, Question, Unfiled};
use crate::desktop::Desktop;
use crate::export::Written;
use crate::keys::Key;
use crate::search::watch::{PackChange, Watch};
use crate::search::{Catalogue, Progress};
use crate::shelf::{Kept, ShelfStore};
use crate::ui::{self, Theme};
use keyboard::Keyboard;

/// What comes from the user, and what comes of it.
#[derive(Debug, Clone)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something at this column and row.
    Mouse(Gesture, (u16, u16)),
    /// Text was pasted.
    Paste(String),
    /// The size changed.
    Resize,
    /// The terminal has been somebody else's in the meantime: everything is drawn anew.
    Redraw,
    /// What came of a change of what is kept.
    Kept(Box<Kept>),
    /// What came of an export: what was written and where, or why nothing was.
    Exported(Written),
    /// A record that is to be edited stands in no file.
    Unfiled(Unfiled),
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

impl From<PackChange> for Input {
    fn from(news: PackChange) -> Self {
        match news {
            PackChange::Reloaded(catalogue, remark) => Self::Reloaded(catalogue, remark),
            PackChange::Broken(reason) => Self::Broken(reason),
        }
    }
}

/// Inputs that are taken before a frame is drawn all the same: whoever holds a key down sees what it does.
const DRAWN_AFTER: usize = 1024;

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
        if let Mode::Help(_) = app.mode() {
            let size = terminal.size().map_err(io::Error::other)?;
            app.fit_help(ui::help_height(app, (size.width, size.height), theme));
        }
        terminal.draw(|frame| ui::draw(frame, app, theme)).map_err(io::Error::other)?;
        let mut input = Some(events.next()?);
        let mut taken = 0;
        while let Some(now) = input.take() {
            taken += 1;
            match now {
                Input::Key(_) | Input::Mouse(..) => {
                    let effect = effect_of(terminal, app, &now)?;
                    match effect {
                        Effect::Quit => return Ok(Ending::Quit),
                        Effect::Interrupt => return Ok(Ending::Interrupted),
                        Effect::None => {}
                        Effect::Redraw => redraw(terminal)?,
                        Effect::Suspend
                        | Effect::Copy(_)
                        | Effect::Open(_)
                        | Effect::Edit(_)
                        | Effect::Keep(_)
                        | Effect::Export(_)
                        | Effect::Mouse(_) => {
                            if let Some(message) = events.perform(&effect)? {
                                app.say(message);
                            }
                            if matches!(effect, Effect::Suspend | Effect::Open(_) | Effect::Edit(_)) {
                                redraw(terminal)?;
                            }
                        }
                    }
                }
                Input::Paste(text) => app.insert(&text),
                Input::Resize => terminal.autoresize().map_err(io::Error::other)?,
                Input::Redraw => redraw(terminal)?,
                Input::Kept(kept) => {
                    app.changed(&kept);
                    app.reopen(&kept);
                }
                Input::Remark(reason) => app.say(reason),
                Input::Grown(catalogue, progress) => app.grow(catalogue, progress),
                Input::Answered(answer) => app.accept(*answer),
                Input::Unfiled(unfiled) => app.offer_copy(unfiled),
                Input::Exported(outcome) => app.exported(outcome),
                Input::Reloaded(catalogue, remark) => app.reload(catalogue, remark.as_deref()),
                Input::Broken(reason) => app.refuse(&reason),
                Input::Stop(signal) => return Ok(Ending::Stopped(signal)),
            }
            if taken == DRAWN_AFTER {
                break;
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
fn effect_of<B: Backend>(terminal: &Terminal<B>, app: &mut App, input: &Input) -> io::Result<Effect>
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

/// Runs the browser in this terminal, with what the reader keeps and the packs that may change. `prepare` is called once
/// the first frame stands, for work that must not delay it.
pub fn browse(
    app: &mut App,
    theme: &Theme,
    store: &mut ShelfStore,
    watch: Watch,
    desktop: Desktop,
    prepare: impl FnOnce(Sender) + 'static,
) -> io::Result<Ending> {
    let mut events = Keyboard::new(store, watch, desktop, Box::new(prepare))?;
    mouse::want(app.has_mouse());
    borrow(|screen| {
        events.forget()?;
        run(screen, app, theme, &mut events)
    })
}
