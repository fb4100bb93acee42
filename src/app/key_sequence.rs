//! Keys that are not an action yet, or none at all: what may follow those pressed, and what to say of a key that means nothing.

use super::{App, Focus, Mode};
use crate::keys::{Action, Context, Key};

impl App {
    /// Where keys are looked up now, the nearest first.
    pub fn contexts(&self) -> &'static [Context] {
        match (self.mode, self.focus) {
            _ if self.is_typing() => &[Context::Typing],
            (Mode::Dialog(_), _) => &[Context::List, Context::Browse],
            (Mode::Charts, _) => &[Context::Chart, Context::Browse],
            (Mode::Browse, Focus::Detail) => &[Context::Detail, Context::Browse],
            (Mode::Map, _) => &[Context::Map, Context::Browse],
            _ => &[Context::Browse],
        }
    }

    /// Keys pressed of a sequence not yet complete, as they are written.
    pub fn begun(&self) -> String {
        written(&self.pressed)
    }

    /// What may follow the keys pressed so far: the keys still to press, and what they do. Empty when none are waiting.
    pub fn continuations(&self) -> Vec<(String, &'static str)> {
        if self.pressed.is_empty() {
            return Vec::new();
        }
        let mut found = self.keymap.continuations(self.contexts(), &self.pressed);
        if found.is_empty() {
            found = self.keymap.continuations(self.contexts(), &self.by_place());
        }
        found.into_iter().map(|(rest, info)| (rest, info.sentence)).collect()
    }

    /// The keys pressed so far, as a Latin layout has them at their places.
    pub(super) fn by_place(&self) -> Vec<Key> {
        self.pressed.iter().map(|key| key.latin()).collect()
    }

    /// Says that keys mean nothing here.
    pub(super) fn say_meaningless(&mut self, pressed: &[Key]) {
        self.say_useless(&written(pressed));
    }

    /// Says that an action does nothing here.
    pub(super) fn say_without_use(&mut self, action: Action) {
        let key = self.keymap.hint_in(self.contexts(), action).to_owned();
        if !key.is_empty() {
            self.say_useless(&key);
        }
    }

    fn say_useless(&mut self, keys: &str) {
        let help = self.keymap.hint(Action::Help);
        self.say(format!("“{keys}” does nothing here; {help} shows the keys"));
    }
}

fn written(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
