//! Questions to a large archive, answered beside the loop: the newest wins, an older one is given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use super::channel::Sender;
use crate::app::{Answer, Question};

/// How long the loop waits for an answer before it draws without it. Most come sooner, and then nothing flickers.
const PATIENCE: Duration = Duration::from_millis(30);

/// The thread that answers.
#[derive(Debug)]
pub struct Answers {
    ask: mpsc::Sender<(Question, Arc<AtomicBool>)>,
    soon: mpsc::Receiver<Option<Answer>>,
    stop: Arc<AtomicBool>,
    /// Answers that the loop has not waited for, and which it will hear of as news.
    late: usize,
}

impl Answers {
    /// Starts the thread; what comes too late to be waited for it goes to `sender`.
    pub fn new(sender: Sender) -> Self {
        let (ask, asked) = mpsc::channel::<(Question, Arc<AtomicBool>)>();
        let (answer, soon) = mpsc::channel();
        std::thread::spawn(move || {
            for (question, stop) in asked {
                let found = question.answer(&stop);
                let given_up = stop.load(Ordering::Relaxed);
                if answer.send(found).is_err() {
                    return;
                }
                if !given_up {
                    sender.wake();
                }
            }
        });
        Self { ask, soon, stop: Arc::default(), late: 0 }
    }

    /// Asks, and gives up whatever was asked before. The answer, if it comes soon.
    pub fn ask(&mut self, question: Question) -> Option<Answer> {
        self.stop.store(true, Ordering::Relaxed);
        self.stop = Arc::default();
        if self.ask.send((question, Arc::clone(&self.stop))).is_err() {
            return None;
        }
        self.late += 1;
        let mut newest = None;
        while self.late > 0 {
            match self.soon.recv_timeout(PATIENCE) {
                Ok(answer) => {
                    self.late -= 1;
                    newest = answer.or(newest);
                }
                Err(_) => break,
            }
        }
        newest
    }

    /// An answer that came later.
    pub fn look(&mut self) -> Option<Answer> {
        let mut newest = None;
        while let Ok(answer) = self.soon.try_recv() {
            self.late = self.late.saturating_sub(1);
            newest = answer.or(newest);
        }
        newest
    }
}
