//! Choosing the mask: of eight patterns laid over a symbol's data, the one that leaves the fewest features that would
//! disturb a reader (ISO/IEC 18004 §7.8).
//!
//! The `qrcode` crate draws the symbol. It could choose as well, but takes far longer over that than over all the rest,
//! panics at a payload made to undo a mask, since it adds up penalties in 16 bits, and weighs the balance of dark and
//! light by a formula of its own, by which about one symbol in a hundred gets another mask. Here a whole line of modules
//! is one number, and a rule is a few operations on neighbouring lines: it is judged in all columns at once, or in all
//! rows.
//!
//! Where the standard's words leave room, they are read as most encoders do: the quiet zone is a light area, a finder's
//! ratio is that of single modules, a finder with light on both sides is one feature, and of equal masks the first is
//! taken.

use alloc::vec;
use alloc::vec::Vec;

use qrcode::EcLevel;
use qrcode::canvas::{Canvas, MaskPattern, Module};
use qrcode::types::Version;

use super::line::Line;

/// Masks a canvas on which everything but the format information is drawn. It is `width` modules wide.
pub(super) fn apply_cheapest(canvas: &mut Canvas, width: u8, level: EcLevel) {
    let masked = penalties(canvas, width, level).into_iter().zip(PATTERNS);
    if let Some((_, pattern)) = masked.min_by_key(|(penalty, _)| *penalty) {
        canvas.apply_mask(pattern);
    }
}

fn penalties(canvas: &Canvas, width: u8, level: EcLevel) -> [u32; 8] {
    let mut dark = Modules::light(width);
    let mut maskable = Modules::light(width);
    for y in 0..width {
        for x in 0..width {
            let module = canvas.get(x.into(), y.into());
            dark.put(x, y, module.is_dark());
            maskable.put(x, y, matches!(module, Module::Unmasked(_) | Module::Empty));
        }
    }
    PATTERNS.map(|pattern| {
        let mut masked = dark.masked(&maskable, pattern);
        masked.put_format_information(pattern, level);
        masked.penalty()
    })
}

/// One bit for each module, once as rows and once as columns.
struct Modules {
    width: u8,
    rows: Vec<Line>,
    columns: Vec<Line>,
}

impl Modules {
    fn light(width: u8) -> Self {
        let lines = vec![Line::LIGHT; width.into()];
        Self { width, rows: lines.clone(), columns: lines }
    }

    fn put(&mut self, x: u8, y: u8, dark: bool) {
        self.rows[usize::from(y)].put(x, dark);
        self.columns[usize::from(x)].put(y, dark);
    }

    fn masked(&self, maskable: &Self, pattern: MaskPattern) -> Self {
        let masked = |lines: &[Line], maskable: &[Line], inverts: &dyn Fn(u8, u8) -> bool| {
            let inverted: Vec<Line> =
                (0..PERIOD).map(|line| Line::repeating(PERIOD, |at| inverts(line, at))).collect();
            let lines = lines.iter().zip(maskable).zip(inverted.iter().cycle());
            lines.map(|((line, maskable), inverted)| *line ^ (*maskable & *inverted)).collect()
        };
        Self {
            width: self.width,
            rows: masked(&self.rows, &maskable.rows, &|y, x| inverts(pattern, x, y)),
            columns: masked(&self.columns, &maskable.columns, &|x, y| inverts(pattern, x, y)),
        }
    }

    /// Writes both copies, which are the same in every version, as they are drawn in the smallest (§7.9.1).
    fn put_format_information(&mut self, pattern: MaskPattern, level: EcLevel) {
        let mut smallest = Canvas::new(Version::Normal(1), level);
        smallest.apply_mask(pattern);
        let near = (0..=FORMAT_LINE).filter(|at| *at != TIMING_LINE).map(|at| (at, i16::from(at)));
        let width = self.width;
        let far = (1..=8).map(|back| (width - back, -i16::from(back)));
        for (at, in_smallest) in near.chain(far) {
            let line = FORMAT_LINE.into();
            self.put(FORMAT_LINE, at, smallest.get(line, in_smallest).is_dark());
            self.put(at, FORMAT_LINE, smallest.get(in_smallest, line).is_dark());
        }
    }

    /// The sum of table 11, format information and function patterns included.
    fn penalty(&self) -> u32 {
        let inside = !(!Line::LIGHT << u32::from(self.width));
        let both_ways: u32 = [&self.rows, &self.columns]
            .map(|lines| run_penalty(lines, inside) + finder_penalty(lines, inside))
            .iter()
            .sum();
        both_ways + block_penalty(&self.rows, inside) + self.balance_penalty()
    }

    /// N₄ for each full five per cent by which the share of dark modules is off one half.
    fn balance_penalty(&self) -> u32 {
        let dark: u32 = self.rows.iter().map(|row| row.count()).sum();
        let all = u32::from(self.width).pow(2);
        N4 * ((2 * dark).abs_diff(all) * 10 / all)
    }
}

/// N₁ for five modules of one colour in a line, and one more for each further module.
///
/// That is one for every five in a row, and two for the first five of a run.
fn run_penalty(lines: &[Line], inside: Line) -> u32 {
    let mut before = Line::LIGHT;
    let mut penalty = 0;
    for five in lines.windows(5) {
        let uniform = uniform(five) & inside;
        penalty += uniform.count() + (N1 - 1) * (uniform & !before).count();
        before = uniform;
    }
    penalty
}

/// N₂ for each two by two modules of one colour; those of a larger block overlap.
fn block_penalty(lines: &[Line], inside: Line) -> u32 {
    let with_left_neighbour = inside & (inside << 1);
    let blocks = lines.windows(2).map(|pair| {
        let [upper, lower] = [pair[0], pair[1]];
        (uniform(&[upper, lower, upper << 1, lower << 1]) & with_left_neighbour).count()
    });
    N2 * blocks.sum::<u32>()
}

/// N₃ for each sequence of modules as through a finder's middle, with four light ones before it or after it.
fn finder_penalty(lines: &[Line], inside: Line) -> u32 {
    let quiet = [Line::LIGHT; FINDER_MARGIN];
    let framed = [&quiet, lines, &quiet].concat();
    let finders = framed.windows(FINDER_MARGIN + FINDER.len() + FINDER_MARGIN).map(|window| {
        let (before, from_finder) = window.split_at(FINDER_MARGIN);
        let (finder, after) = from_finder.split_at(FINDER.len());
        let looks_like_one = finder
            .iter()
            .zip(FINDER)
            .fold(inside, |so_far, (line, dark)| so_far & if dark { *line } else { !*line });
        (looks_like_one & (light(before) | light(after))).count()
    });
    N3 * finders.sum::<u32>()
}

/// Where all lines have the same colour.
fn uniform(lines: &[Line]) -> Line {
    light(lines) | lines.iter().fold(!Line::LIGHT, |dark, line| dark & *line)
}

/// Where all lines are light.
fn light(lines: &[Line]) -> Line {
    !lines.iter().fold(Line::LIGHT, |dark, line| dark | *line)
}

/// Whether the pattern inverts the module in column `x` of row `y` (table 10).
fn inverts(pattern: MaskPattern, x: u8, y: u8) -> bool {
    let residue = match pattern {
        MaskPattern::Checkerboard => (x + y) % 2,
        MaskPattern::HorizontalLines => y % 2,
        MaskPattern::VerticalLines => x % 3,
        MaskPattern::DiagonalLines => (x + y) % 3,
        MaskPattern::LargeCheckerboard => (x / 3 + y / 2) % 2,
        MaskPattern::Fields => (x * y) % 2 + (x * y) % 3,
        MaskPattern::Diamonds => ((x * y) % 2 + (x * y) % 3) % 2,
        MaskPattern::Meadow => ((x + y) % 2 + (x * y) % 3) % 2,
    };
    residue == 0
}

const PATTERNS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];
/// Modules after which every pattern repeats, in rows and in columns.
const PERIOD: u8 = 12;

const N1: u32 = 3;
const N2: u32 = 3;
const N3: u32 = 40;
const N4: u32 = 10;
/// Dark and light as 1 : 1 : 3 : 1 : 1.
const FINDER: [bool; 7] = [true, false, true, true, true, false, true];
const FINDER_MARGIN: usize = 4;

/// The row and the column that hold the format information, and the ones of the timing pattern that they cross.
const FORMAT_LINE: u8 = 8;
const TIMING_LINE: u8 = 6;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Table 11 read aloud, on a square of booleans.
    mod by_the_book {
        pub(super) fn without_balance(square: &[Vec<bool>]) -> usize {
            let columns: Vec<Vec<bool>> =
                (0..square.len()).map(|x| square.iter().map(|row| row[x]).collect()).collect();
            let lines = square.iter().chain(&columns);
            lines.map(|line| runs(line) + finders(line)).sum::<usize>() + blocks(square)
        }

        pub(super) fn balance(square: &[Vec<bool>]) -> usize {
            let dark = square.iter().flatten().filter(|dark| **dark).count() as f64;
            let percent = 100.0 * dark / (square.len() * square.len()) as f64;
            let steps = (1..=10).filter(|k| (percent - 50.0).abs() >= f64::from(5 * k));
            10 * steps.count()
        }

        fn runs(line: &[bool]) -> usize {
            let runs = line.chunk_by(|one, next| one == next).map(|run| run.len());
            runs.filter(|modules| *modules >= 5).map(|modules| 3 + (modules - 5)).sum()
        }

        fn finders(line: &[bool]) -> usize {
            let dark =
                |at: isize| usize::try_from(at).is_ok_and(|at| *line.get(at).unwrap_or(&false));
            let light = |from: isize| (from..from + 4).all(|at| !dark(at));
            let finder =
                |from: isize| "1011101".chars().zip(from..).all(|(c, at)| (c == '1') == dark(at));
            let starts = 0..=line.len() as isize - 7;
            40 * starts.filter(|at| finder(*at) && (light(at - 4) || light(at + 7))).count()
        }

        fn blocks(square: &[Vec<bool>]) -> usize {
            let mut blocks = 0;
            for y in 1..square.len() {
                for x in 1..square.len() {
                    let block = [square[y - 1][x - 1], square[y - 1][x], square[y][x - 1]];
                    blocks += usize::from(block.iter().all(|dark| *dark == square[y][x]));
                }
            }
            3 * blocks
        }
    }

    #[derive(Clone, Debug)]
    struct Drawing {
        version: u8,
        level: EcLevel,
        codewords: Vec<u8>,
    }

    impl Drawing {
        fn width(&self) -> u8 {
            17 + 4 * self.version
        }

        fn canvas(&self) -> Canvas {
            let mut canvas = Canvas::new(Version::Normal(self.version.into()), self.level);
            canvas.draw_all_functional_patterns();
            canvas.draw_data(&self.codewords, &[]);
            canvas
        }

        /// As the crate masks it.
        fn masked(&self, pattern: MaskPattern) -> Vec<Vec<bool>> {
            let mut canvas = self.canvas();
            canvas.apply_mask(pattern);
            square(canvas)
        }
    }

    fn square(canvas: Canvas) -> Vec<Vec<bool>> {
        let modules: Vec<bool> =
            canvas.into_colors().iter().map(|c| c.select(true, false)).collect();
        modules.chunks(modules.len().isqrt()).map(<[bool]>::to_vec).collect()
    }

    /// Random codewords, more or less of them dark, and some left out.
    fn drawing() -> impl Strategy<Value = Drawing> {
        let levels = prop::sample::select(vec![EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H]);
        (1_u8..=40, levels, any::<[u8; 3]>(), 0..=3706_usize, any::<u64>()).prop_map(
            |(version, level, bias, count, seed)| {
                let mut state = seed | 1;
                let codewords = core::iter::repeat_with(|| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    let random = state.to_le_bytes();
                    (random[0] | bias[0] & random[1]) & (random[2] | bias[1]) ^ bias[2]
                });
                Drawing { version, level, codewords: codewords.take(count).collect() }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(160))]

        #[test]
        fn every_penalty_is_that_of_the_standard(drawing in drawing()) {
            let found = penalties(&drawing.canvas(), drawing.width(), drawing.level);
            for (pattern, penalty) in PATTERNS.into_iter().zip(found) {
                let square = drawing.masked(pattern);
                prop_assert_eq!(penalty as usize, by_the_book::without_balance(&square) + by_the_book::balance(&square));
            }
        }

        #[test]
        fn the_mask_with_the_least_penalty_is_applied(drawing in drawing()) {
            let all = PATTERNS.map(|pattern| drawing.masked(pattern));
            let best = all.iter().min_by_key(|square| by_the_book::without_balance(square) + by_the_book::balance(square));
            let mut canvas = drawing.canvas();
            apply_cheapest(&mut canvas, drawing.width(), drawing.level);
            prop_assert_eq!(Some(&square(canvas)), best);
        }

        /// The `qrcode` crate's own choice is found by the same rules with its own balance, which grows with every half
        /// per cent. So nothing else sets the two apart.
        #[test]
        fn the_crate_differs_in_the_balance_alone(drawing in drawing()) {
            let all = PATTERNS.map(|pattern| drawing.masked(pattern));
            let best = all.iter().min_by_key(|square| {
                let dark = square.iter().flatten().filter(|dark| **dark).count();
                let half_percents = dark * 200 / square.len().pow(2);
                by_the_book::without_balance(square) + half_percents.abs_diff(100)
            });
            prop_assert_eq!(Some(&square(drawing.canvas().apply_best_mask())), best);
        }
    }

    #[test]
    fn data_that_undo_a_mask_leave_a_penalty_beyond_16_bits_and_no_panic() {
        for pattern in PATTERNS {
            let level = EcLevel::L;
            let mut only_mask = Canvas::new(Version::Normal(40), level);
            only_mask.apply_mask(pattern);
            let mut canvas = Canvas::new(Version::Normal(40), level);
            canvas.draw_all_functional_patterns();
            for y in 0..177 {
                for x in 0..177 {
                    if *canvas.get_mut(x, y) == Module::Empty {
                        *canvas.get_mut(x, y) = Module::Unmasked(only_mask.get(x, y).into());
                    }
                }
            }
            let all = penalties(&canvas, 177, level);
            assert!(all[pattern as usize] > u32::from(u16::MAX));
            assert_ne!(all.iter().min(), Some(&all[pattern as usize]));
        }
    }
}
