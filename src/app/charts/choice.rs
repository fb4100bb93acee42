//! Which charts an archive has, and what the rows and columns of the table of any two can be.

use super::{Chart, Charts};
use crate::archive::Archive;
use crate::view::Facet;

impl Charts {
    /// Takes the next facet for the rows of the table of any two, or for its columns, and shows it.
    pub(super) fn turn(&mut self, rows: bool) {
        if std::mem::replace(&mut self.chart, Chart::AnyTwo) != Chart::AnyTwo {
            return;
        }
        let (own, other) = if rows { (self.by.0, self.by.1) } else { (self.by.1, self.by.0) };
        // Twice round, for what is shown may come last.
        let known = self.known.iter().chain(&self.known).copied();
        let next = known.skip_while(|facet| *facet != own).skip(1).find(|facet| *facet != other).unwrap_or(own);
        *(if rows { &mut self.by.0 } else { &mut self.by.1 }) = next;
        self.at[Chart::AnyTwo as usize] = Default::default();
    }

    pub(super) fn cycle(&mut self, forward: bool) {
        let charts: Vec<Chart> = self.available().collect();
        let at = charts.iter().position(|chart| *chart == self.chart).unwrap_or(0);
        self.chart = charts[(at + if forward { 1 } else { charts.len() - 1 }) % charts.len()];
    }

    /// The charts that tell anything of the archive: without countries there is none of them.
    pub fn available(&self) -> impl Iterator<Item = Chart> + use<'_> {
        let has = |facet| self.known.contains(&facet);
        Chart::ALL.into_iter().filter(move |chart| match chart {
            Chart::CountriesByTopic => has(Facet::Country) && has(Facet::Topic),
            Chart::CountriesByYear => has(Facet::Country),
            Chart::TopicsByYear => has(Facet::Topic),
            Chart::KindsByYear | Chart::Money | Chart::AnyTwo => true,
        })
    }

    /// Takes a chart by its number from 0 among those available. Says whether there is one.
    pub(super) fn show(&mut self, number: usize) -> bool {
        let chart = self.available().nth(number);
        self.chart = chart.unwrap_or(self.chart);
        chart.is_some()
    }

    /// Looks at by what records of the archive can be counted.
    pub(super) fn learn(&mut self, archive: &Archive) {
        let offered = Facet::of(archive);
        let usual = Facet::OF_ONE_TYPE.into_iter().filter(|facet| offered.contains(facet) || *facet == Facet::Currency);
        let own = offered.iter().copied().filter(|facet| matches!(facet, Facet::Own(_)));
        self.known = usual.chain(own).collect();
        // Who declares fields wants to see them.
        if let [first @ Facet::Own(_), second, ..] = offered[..]
            && self.by == (Facet::Topic, Facet::State)
        {
            self.by = (first, second);
        }
        if !self.known.contains(&self.by.0) {
            self.by.0 = offered.iter().copied().find(|facet| ![Facet::Type, self.by.1].contains(facet)).unwrap_or(Facet::Kind);
        }
        if !self.known.contains(&self.by.1) {
            self.by.1 = offered.iter().copied().find(|facet| ![Facet::Type, self.by.0].contains(facet)).unwrap_or(Facet::Year);
        }
    }
}
