//! What work over texts costs, in steps: a character, word or range looked at. Counted in tests only, which hold that twice
//! the text costs about twice the steps; a clock could not tell that from a busy machine.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts `steps`.
#[inline]
pub fn spend(steps: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + steps);
    let _ = steps;
}

/// The steps that `work` takes on this thread.
#[cfg(test)]
pub fn of<T>(work: impl FnOnce() -> T) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}

/// Holds that `work` on twice as much takes at most two and a half times the steps, and that it takes any.
///
/// # Panics
/// When it takes more.
#[cfg(test)]
pub fn is_in_proportion(size: usize, work: impl Fn(usize)) {
    let (once, twice) = (of(|| work(size)), of(|| work(2 * size)));
    assert!(once >= size / 100, "{once} steps are not those of {size}");
    assert!(2 * twice <= 5 * once, "{once} steps for {size}, {twice} for twice as much");
}
