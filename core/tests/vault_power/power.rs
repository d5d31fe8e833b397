//! The power fails between any two things that SQLite asks of the disk, and during them.
//!
//! What was synced is there. Of what was not, anything may be there: nothing, all, the beginning, any sectors in any
//! order, or noise in the sector that was being written. In every such state the store must open as sound, at the
//! generation that was acknowledged last or the one under way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::disk::{self, Event};
use crate::script::{Said, check, create, empty_home, fast_home, open, script, spread};

#[test]
fn no_power_failure_loses_what_was_acknowledged() {
    let _alone = disk::install();
    let home = fast_home();
    let live = home.path().join("live");
    let mut vault = create(&live);
    let mut said = vec![(1, Said::default())];
    let mut images = disk::files(&live);
    disk::record(&live);
    for step in script(STEPS) {
        let now = step.after(&said.last().unwrap().1, vault.generation());
        step.run(&mut vault).unwrap();
        disk::acknowledge(vault.generation());
        said.push((vault.generation(), now));
    }
    drop(vault);
    let events = disk::recorded();
    assert!(events.iter().filter(|event| matches!(event, Event::Delete { .. })).count() == 1);

    let said: BTreeMap<u64, Said> = said.into_iter().collect();
    let mut acknowledged = 1;
    let mut pending: Vec<&Event> = Vec::new();
    let mut failures =
        Failures { reserve: &live.join("reserve"), said: &said, points: 0, seen: BTreeSet::new() };
    for event in &events {
        match event {
            Event::Acknowledged(generation) => acknowledged = *generation,
            Event::Sync { file } => {
                for done in pending.extract_if(.., |event| name(event) == file) {
                    apply(&mut images, done, 0..usize::MAX);
                }
            }
            // The directory entry: taken for lost until the end, so every failure is also tried with the old log there.
            event => pending.push(event),
        }
        failures.try_all(&images, &pending, acknowledged);
    }
    println!("{} points of failure, {} events", failures.points, events.len());
    assert!(failures.points >= 10_000, "{}", failures.points);
    assert!(failures.seen.len() > said.len() / 2);
}

struct Failures<'a> {
    reserve: &'a Path,
    said: &'a BTreeMap<u64, Said>,
    points: u64,
    seen: BTreeSet<u64>,
}

impl Failures<'_> {
    fn try_all(
        &mut self,
        synced: &BTreeMap<String, Vec<u8>>,
        pending: &[&Event],
        acknowledged: u64,
    ) {
        self.try_one(synced.clone(), acknowledged);
        let Some((last, before)) = pending.split_last() else { return };
        let mut images = synced.clone();
        before.iter().for_each(|event| apply(&mut images, event, 0..usize::MAX));
        // Torn: the last write stopped after each sector, or left noise in one.
        let sectors = length(last).div_ceil(SECTOR);
        for sector in 0..=sectors {
            let mut torn = images.clone();
            apply(&mut torn, last, 0..sector * SECTOR);
            self.try_one(torn.clone(), acknowledged);
            if sector < sectors && spread(self.points).is_multiple_of(4) {
                noise(&mut torn, last, sector);
                self.try_one(torn, acknowledged);
            }
        }
        // Lost and reordered: any sectors of anything that was not synced.
        for _ in 0..SHUFFLES {
            let mut mixed = synced.clone();
            for (at, event) in pending.iter().enumerate() {
                let seed = spread(self.points.wrapping_mul(1000) + at as u64);
                if seed.is_multiple_of(5) {
                    continue;
                }
                for sector in 0..length(event).div_ceil(SECTOR).max(1) {
                    if !spread(seed ^ sector as u64).is_multiple_of(4) {
                        apply(&mut mixed, event, sector * SECTOR..(sector + 1) * SECTOR);
                    }
                }
            }
            self.try_one(mixed, acknowledged);
        }
    }

    fn try_one(&mut self, images: BTreeMap<String, Vec<u8>>, acknowledged: u64) {
        self.points += 1;
        let home = empty_home(self.reserve);
        for (name, bytes) in images {
            fs::write(home.path().join(name), bytes).unwrap();
        }
        let vault = open(home.path(), acknowledged)
            .unwrap_or_else(|error| panic!("point {}: {error}", self.points));
        let generation = vault.generation();
        assert!((acknowledged..=acknowledged + 1).contains(&generation));
        self.seen.insert(generation);
        check(&vault, &self.said[&generation]);
    }
}

/// Does the part of the event that lies in these bytes of it.
fn apply(images: &mut BTreeMap<String, Vec<u8>>, event: &Event, part: std::ops::Range<usize>) {
    let image = images.entry(name(event).to_owned()).or_default();
    match event {
        Event::Write { offset, bytes, .. } => {
            let part = part.start.min(bytes.len())..part.end.min(bytes.len());
            let end = offset + part.end;
            if part.is_empty() {
                return;
            }
            if image.len() < end {
                image.resize(end, 0);
            }
            image[offset + part.start..end].copy_from_slice(&bytes[part]);
        }
        Event::SetLength { length, .. } => image.resize(*length, 0),
        Event::Delete { file } => {
            images.remove(file);
        }
        Event::Sync { .. } | Event::Acknowledged(_) => {}
    }
}

fn noise(images: &mut BTreeMap<String, Vec<u8>>, event: &Event, sector: usize) {
    let Event::Write { file, offset, bytes } = event else { return };
    let start = offset + sector * SECTOR;
    let end = (start + SECTOR).min(offset + bytes.len());
    let image = images.entry(file.clone()).or_default();
    if image.len() < end {
        image.resize(end, 0);
    }
    for (at, byte) in image[start..end].iter_mut().enumerate() {
        *byte = spread(at as u64).to_le_bytes()[0];
    }
}

fn name(event: &Event) -> &str {
    match event {
        Event::Write { file, .. }
        | Event::SetLength { file, .. }
        | Event::Delete { file }
        | Event::Sync { file } => file,
        Event::Acknowledged(_) => "",
    }
}

fn length(event: &Event) -> usize {
    if let Event::Write { bytes, .. } = event { bytes.len() } else { 0 }
}

const SECTOR: usize = 512;
const SHUFFLES: u32 = 8;
const STEPS: u8 = 60;
