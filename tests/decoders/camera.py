"""Photographs symbols in a simulation and counts how often three decoders read them from a single picture.

usage: camera.py SYMBOLS PAGE

Takes every vVERSION-NUMBER.png of the folder SYMBOLS, one pixel a module, with its .payload beside it. Writes a table of
rates to PAGE and prints it, then checks what is promised, and ends with "N passed, N failed". With VIGIAYTO_LONG=1 it
makes more pictures. All chance is seeded: two runs give the same table.
"""

import collections
import itertools
import multiprocessing
import os
import pathlib
import sys
import textwrap
import zlib

import cv2
import numpy

from optics import FINE, STRENGTHS, photograph
from readers import read_with_opencv, read_with_zbar, read_with_zxing


def main(symbols_folder, page):
    symbols = load(pathlib.Path(symbols_folder))
    versions = sorted(symbols)
    long = os.environ.get("VIGIAYTO_LONG") == "1"
    trials = [
        (name, px, version, number)
        for name, px, version in itertools.product(DISTORTIONS, PX, versions)
        for number in range(count(name, px, long))
    ]
    cv2.setNumThreads(1)
    with multiprocessing.get_context("fork").Pool(initializer=keep, initargs=(symbols,)) as pool:
        outcomes = dict(zip(trials, pool.imap(photograph_and_read, trials, chunksize=8)))

    text = introduction() + table(outcomes, versions)
    pathlib.Path(page).write_text(text)
    print(text)
    return report(outcomes)


def load(folder):
    symbols = collections.defaultdict(list)
    for path in sorted(folder.glob("v*.png")):
        version = int(path.stem[1:].split("-")[0])
        symbols[version].append((cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), path.with_suffix(".payload").read_bytes()))
    return symbols


def keep(symbols):
    global SYMBOLS
    SYMBOLS = symbols


def photograph_and_read(trial):
    """What each decoder makes of one picture: READ, MISREAD or MISSED."""
    name, px, version, number = trial
    rng = numpy.random.default_rng([zlib.crc32(name.encode()), px, version, number])
    symbol, payload = SYMBOLS[version][number % len(SYMBOLS[version])]
    shot = {distortion: rng.uniform(*strength) for distortion, strength in DISTORTIONS[name].items()}
    picture = photograph(symbol, px, shot, rng)
    found = {decoder: read(picture) for decoder, read in DECODERS.items()}
    return {decoder: outcome(payloads, payload) for decoder, payloads in found.items()}


def outcome(found, payload):
    if not found:
        return MISSED
    return READ if set(found) == {payload} else MISREAD


def count(name, px, long):
    """Pictures of each version."""
    if (name, px) == PROMISED:
        return 500 if long else 100
    return 60 if long else 4


def introduction():
    lines = "\n".join(
        textwrap.fill(f"- *{name}*: {described(strengths)}.", 120, subsequent_indent="  ")
        for name, strengths in DISTORTIONS.items()
    )
    return f"""# Codes before a simulated camera

Written by `tests/decoders/run --record`; how the pictures are made stands in `tests/decoders/optics.py`.

Counter codes, `VGT1:` and random characters that fill the symbol, at level M, on a plain background. Each picture is a
new draw from the ranges below, and a decoder gets that one picture only, where a counter's reader sees several a second.
*px* is camera pixels a module in the middle of the picture. A rate counts pictures whose decoded bytes are equal.

{lines}

"""


def described(strengths):
    ranges = {name: f"{low:g}" if low == high else f"{low:g} to {high:g}" for name, (low, high) in strengths.items()}
    return "; ".join(STRENGTHS[name].format(span) for name, span in ranges.items()) or "sharp, bright and straight"


def table(outcomes, versions):
    classes = [[version for version in versions if low <= version <= high] for low, high in CLASSES]
    shown = [*DECODERS, ANY]
    heads = [f"v{'–'.join(map(str, sorted({group[0], group[-1]})))}" for group in classes]
    rows = [
        "Per cent read, by decoder and version:",
        "",
        "| distortion | px | " + " | ".join(f"{decoder} {head}" for decoder in shown for head in heads) + " |",
        "| --- | ---: |" + " ---: |" * len(shown) * len(classes),
    ]
    for name, px in itertools.product(DISTORTIONS, PX):
        cells = [per_cent(rate(outcomes, decoder, name, px, group)) for decoder in shown for group in classes]
        rows.append(f"| {name if px == PX[0] else ''} | {px} | " + " | ".join(cells) + " |")
    usual, promised = (sum(key[:3] == (*place, versions[0]) for key in outcomes) for place in (("tilt", 3), PROMISED))
    misread = sum(MISREAD in found.values() for found in outcomes.values())
    rows.append("")
    rows.append(
        f"Pictures: {usual} a version, distortion and px, {promised} for *{PROMISED[0]}* at {PROMISED[1]} px; "
        f"{len(outcomes)} in all, of which {misread} were misread by some decoder."
    )
    return "\n".join(rows) + "\n"


def rate(outcomes, decoder, name, px, versions):
    counted = [found for key, found in outcomes.items() if key[:2] == (name, px) and key[2] in versions]
    return sum(was_read(found, decoder) for found in counted) / len(counted)


def was_read(found, decoder):
    return READ in found.values() if decoder == ANY else found[decoder] == READ


def per_cent(share):
    """Rounded down to a tenth, so that 100 means all."""
    return f"{int(share * 1000) / 10:g}"


def report(outcomes):
    name, px = PROMISED
    promised = [version for version in sorted({key[2] for key in outcomes}) if version <= LAST_PROMISED]
    checks = {
        f"{decoder} reads {SHARE:.0%} of version {version} {name} at {px} px": rate(outcomes, decoder, *PROMISED, [version])
        >= SHARE
        for decoder in ("zxing-cpp", ANY)
        for version in promised
    }
    checks[f"{RECORDED.name} says how the pictures are made now"] = RECORDED.read_text().startswith(introduction())
    checks["no picture is misread"] = not any(MISREAD in found.values() for found in outcomes.values())
    checks["the simulation alone costs nothing"] = rate(outcomes, "zxing-cpp", "straight on", 4, promised) == 1
    checks["what is blurred away is not read"] = rate(outcomes, ANY, "out of focus", 2, promised) < 1
    for check, held in checks.items():
        print(f"{'passed' if held else 'FAILED'} {check}")
    print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
    return 0 if all(checks.values()) else 1


# The range that each strength is drawn from.
DISTORTIONS = {
    "straight on": {},
    "tilt": {"tilt": (0, 25)},
    "rotation": {"turn": (0, 360)},
    "out of focus": {"blur": (0.5, 1.5)},
    "motion": {"motion": (1, 4)},
    "noise": {"noise": (5, 30)},
    "low contrast": {"contrast": (0.1, 0.4)},
    "uneven light": {"shade": (0.2, 0.6)},
    "glossy": {"glare": (0.05, 0.15)},
    "curved": {"bend": (20, 90)},
    "moiré": {"grid": (0.9, 1.6)},
    "downsampled": {"thin": (FINE, FINE)},
    "JPEG": {"jpeg": (10, 50)},
    "as at a counter": {
        "tilt": (0, 20),
        "turn": (-20, 20),
        "blur": (0.3, 0.8),
        "motion": (0.1, 1),
        "noise": (3, 10),
        "contrast": (0.4, 0.9),
        "shade": (0.6, 1),
    },
}
PX = (2, 3, 4)
PROMISED = ("as at a counter", 3)
LAST_PROMISED = 20
SHARE = 0.99
CLASSES = ((1, 13), (14, 20), (21, 40))

DECODERS = {"zxing-cpp": read_with_zxing, "zbar": read_with_zbar, "opencv": read_with_opencv}
ANY = "any"
READ, MISREAD, MISSED = "read", "misread", "missed"
RECORDED = pathlib.Path(__file__).parents[2] / "core/docs/camera.md"
# Of each version, with their payloads: set in each worker.
SYMBOLS = {}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
