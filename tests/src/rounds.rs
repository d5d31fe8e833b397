//! Times lanes against each other in one run: in every round each lane runs once, and a ratio is the median of the
//! rounds' own ratios. On a shared machine the speed changes from minute to minute by more than the lanes differ; so
//! measuring one lane after the other, as benchmark frameworks do, would compare the minutes.
//!
//! A result is one line of JSON on standard output, which `tests/bench` gathers into `core/BENCHMARKS.md`.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a number is wanted for.
#[derive(Clone, Copy)]
pub enum Goal {
    /// At most so many times the first lane.
    Ratio(f64),
    /// At most so long.
    Time(Duration),
    /// None is set: the number is there to be known.
    None,
}

/// Lanes to be timed against each other. The first is the one that the others are compared with.
pub struct Comparison<'a> {
    name: &'a str,
    rounds: usize,
    calls: u32,
    lanes: Vec<Lane<'a>>,
}

struct Lane<'a> {
    name: &'a str,
    goal: Goal,
    /// Makes so many calls and says how long they took.
    run: Box<dyn FnMut(u32) -> Duration + 'a>,
    /// Nanoseconds a call, one for each round.
    times: Vec<f64>,
}

impl<'a> Comparison<'a> {
    /// `calls` are timed together in each of the `rounds`: enough of them to be far above the clock's resolution.
    #[must_use]
    pub fn new(name: &'a str, rounds: usize, calls: u32) -> Self {
        Self { name, rounds, calls, lanes: Vec::new() }
    }

    /// Adds a lane. What `call` returns is kept from being optimised away.
    #[must_use]
    pub fn lane<T>(self, name: &'a str, goal: Goal, mut call: impl FnMut() -> T + 'a) -> Self {
        self.lane_elsewhere(name, goal, move |calls| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed()
        })
    }

    /// Adds a lane that runs in another process: `run` has it make so many calls and returns the time they took there.
    #[must_use]
    pub fn lane_elsewhere(
        mut self,
        name: &'a str,
        goal: Goal,
        run: impl FnMut(u32) -> Duration + 'a,
    ) -> Self {
        self.lanes.push(Lane { name, goal, run: Box::new(run), times: Vec::new() });
        self
    }

    /// Runs all rounds, after one that is not counted, and prints a line for each lane.
    pub fn run(mut self) {
        for lane in &mut self.lanes {
            lane.time(self.calls);
            lane.times.clear();
        }
        for round in 0..self.rounds {
            // Each lane leads as often as any other, since the first call after another's work finds colder caches.
            for turn in 0..self.lanes.len() {
                let lane = (round + turn) % self.lanes.len();
                self.lanes[lane].time(self.calls);
            }
        }
        for lane in &self.lanes {
            self.print(lane);
        }
    }

    #[expect(clippy::print_stdout, reason = "the result of a bench is what it prints")]
    fn print(&self, lane: &Lane<'_>) {
        let first = &self.lanes[0].times;
        let ratio = median(lane.times.iter().zip(first).map(|(time, first)| time / first));
        let (goal_ratio, goal_ns) = match lane.goal {
            Goal::Ratio(ratio) => (ratio.to_string(), "null".to_owned()),
            Goal::Time(time) => ("null".to_owned(), time.as_nanos().to_string()),
            Goal::None => ("null".to_owned(), "null".to_owned()),
        };
        println!(
            r#"{{"bench":"{}","lane":"{}","ns":{:.0},"ratio":{:.4},"goal_ratio":{goal_ratio},"goal_ns":{goal_ns},"rounds":{},"calls":{}}}"#,
            self.name,
            lane.name,
            median(lane.times.iter().copied()),
            ratio,
            self.rounds,
            self.calls,
        );
    }
}

impl Lane<'_> {
    fn time(&mut self, calls: u32) {
        self.times.push((self.run)(calls).as_secs_f64() * 1e9 / f64::from(calls));
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
