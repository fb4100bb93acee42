//! The measures of association and of keyness, each by its usual definition.

/// Below so many occurrences a figure may be chance, whatever it says.
pub const FEW: usize = 5;

/// A count as a number that can be divided. Counts of words stay far below 2^53.
#[allow(clippy::cast_precision_loss)]
const fn float(count: usize) -> f64 {
    count as f64
}

/// logDice of a word and another (Rychlý 2008): 14 + log₂(2·f(xy) / (f(x) + f(y))), where they stand `together` so many times, and
/// the one and the other so many times at all. 14 at most; a point more is twice as often together. It does not depend on the size of
/// the corpus. −∞ for words that never stand together.
pub fn log_dice(together: usize, one: usize, other: usize) -> f64 {
    14.0 + (2.0 * float(together) / float(one + other)).log2()
}

/// The log-likelihood G² of a table of two by two counts (Dunning 1993): 2·Σ O·ln(O/E) over its four cells, E of a cell being the sum
/// of its row times the sum of its column, divided by the sum of all; a cell of nought adds nothing. 3.84 is exceeded by chance once in
/// twenty cases, 10.83 once in a thousand.
pub fn log_likelihood([[a, b], [c, d]]: [[usize; 2]; 2]) -> f64 {
    let (rows, columns, all) = ([a + b, c + d], [a + c, b + d], float(a + b + c + d));
    let cell = |count: usize, row: usize, column: usize| {
        if count == 0 { 0.0 } else { float(count) * (float(count) * all / (float(rows[row]) * float(columns[column]))).ln() }
    };
    // Rounding must not make less than nothing of two selections that agree.
    (2.0 * (cell(a, 0, 0) + cell(b, 0, 1) + cell(c, 1, 0) + cell(d, 1, 1))).max(0.0)
}

/// The log-likelihood G² of a word that stands `counts` times in two corpora of so many `words` (Rayson and Garside 2000):
/// 2·(O₁·ln(O₁/E₁) + O₂·ln(O₂/E₂)) with Eᵢ = nᵢ·(O₁ + O₂) / (n₁ + n₂). As they do, the words that are not this one are left out
/// of account, so that it is a little less than that of [`log_likelihood`].
pub fn contrast(counts: [usize; 2], words: [usize; 2]) -> f64 {
    let share = float(counts[0] + counts[1]) / float(words[0] + words[1]);
    let side = |n: usize| {
        let expected = float(words[n]) * share;
        if counts[n] == 0 { 0.0 } else { float(counts[n]) * (float(counts[n]) / expected).ln() }
    };
    (2.0 * (side(0) + side(1))).max(0.0)
}

/// The log ratio of a word in two corpora (Hardie 2014): the binary logarithm of its share of the words of the first over that of the
/// second. 1 is twice as often, 2 four times; below nought it is the second that has it more often. A count of nought is taken for 0.5.
pub fn log_ratio(counts: [usize; 2], words: [usize; 2]) -> f64 {
    let share = |n: usize| if counts[n] == 0 { 0.5 } else { float(counts[n]) } / float(words[n]);
    (share(0) / share(1)).log2()
}

/// How often something stands in a thousand words; none where there are no words.
pub fn per_thousand(count: usize, words: usize) -> Option<f64> {
    (words > 0).then(|| float(count) * 1000.0 / float(words))
}

/// How often a word of so many occurrences would stand within so many of all words, if words stood anywhere: `within`·`count`/`all`.
pub(super) fn expected(within: usize, count: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { float(within) * float(count) / float(all) }
}

/// Whether it stands there more often than expected.
pub(super) fn is_attracted(observed: usize, expected: f64) -> bool {
    float(observed) > expected
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out by hand, as the remarks show.
    #[test]
    fn measures_are_those_of_their_definitions() {
        let near = |value: f64, wanted: f64| assert!((value - wanted).abs() < 0.0005, "{value} is not {wanted}");
        // 14 + log2(2·10/(20+20)) = 13; 14 + log2(1) = 14.
        near(log_dice(10, 20, 20), 13.0);
        near(log_dice(7, 7, 7), 14.0);
        assert!(log_dice(0, 7, 7).is_infinite());
        // Four times 10·ln(10·40/(20·20)) = 0; and of [[10, 0], [0, 10]]: 2·20·ln 2 = 27.726.
        near(log_likelihood([[10, 10], [10, 10]]), 0.0);
        near(log_likelihood([[10, 0], [0, 10]]), 27.726);
        // 2·(20·ln(20/12.5) + 5·ln(5/12.5)) = 2·(9.400 − 4.581) = 9.637.
        near(contrast([20, 5], [1000, 1000]), 9.637);
        near(log_ratio([20, 5], [1000, 1000]), 2.0);
        near(log_ratio([4, 0], [1000, 2000]), 4.0);
        assert_eq!((per_thousand(3, 0), per_thousand(3, 1500)), (None, Some(2.0)));
    }
}
