//! What is read when it is first asked for.

use std::ops::Deref;
use std::sync::LazyLock;

/// A value that is there, or that is read by whoever asks first.
pub(crate) struct Deferred<T>(LazyLock<T, Box<dyn FnOnce() -> T + Send>>);

impl<T: Send + 'static> Deferred<T> {
    /// One that `read` gives when it is first asked for.
    pub fn of(read: impl FnOnce() -> T + Send + 'static) -> Self {
        Self(LazyLock::new(Box::new(read)))
    }
}

impl<T: Send + 'static> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self::of(move || value)
    }
}

impl<T: Send + Default + 'static> Default for Deferred<T> {
    fn default() -> Self {
        Self::of(T::default)
    }
}

impl<T> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deferred")
    }
}
