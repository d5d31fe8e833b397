"""A symbol on a screen, as a camera sees it: geometry, light, lens, sensor, file, in this order."""

import cv2
import numpy


def photograph(symbol, px, shot, rng):
    """The grey picture of `symbol` (one pixel a module, quiet zone included) with `px` camera pixels a module.

    `shot` names the distortions and how strong each is, as in STRENGTHS; `rng` decides what is left to chance:
    directions, places, where the pixel grid falls, noise.
    """
    picture = project(bent(magnified(symbol), shot.get("bend", 0)), px * len(symbol), shot, rng)
    if "shade" in shot:
        picture *= 1 - (1 - shot["shade"]) * ramp(picture.shape, rng)
    if "contrast" in shot:
        picture = rng.uniform(0, 1 - shot["contrast"]) + shot["contrast"] * picture
    if "glare" in shot:
        picture += 1.5 * spot(picture.shape, px * len(symbol), shot["glare"], rng)
    picture = numpy.minimum(picture, 1)
    if "blur" in shot:
        picture = cv2.GaussianBlur(picture, (0, 0), shot["blur"])
    if "motion" in shot:
        picture = cv2.filter2D(picture, -1, streak(shot["motion"], rng), borderType=cv2.BORDER_REPLICATE)
    picture *= 255
    if "noise" in shot:
        picture += rng.normal(0, shot["noise"], picture.shape)
    picture = numpy.clip(picture.round(), 0, 255).astype(numpy.uint8)
    if "jpeg" in shot:
        _, file = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, round(shot["jpeg"])))
        picture = cv2.imdecode(file, cv2.IMREAD_GRAYSCALE)
    return picture


def magnified(symbol):
    return cv2.resize(symbol, None, fx=DETAIL, fy=DETAIL, interpolation=cv2.INTER_NEAREST)


def bent(screen, degrees):
    """Round a cylinder, of whose circumference the symbol takes so many degrees, seen from far away."""
    if not degrees:
        return screen
    side = len(screen)
    half = numpy.radians(degrees) / 2
    across = numpy.linspace(-1, 1, side, dtype=numpy.float32) * numpy.sin(half)
    x = (numpy.arcsin(across) / half + 1) / 2 * (side - 1)
    x, y = numpy.meshgrid(x, numpy.arange(side))
    return cv2.remap(screen, x.astype(numpy.float32), y.astype(numpy.float32), cv2.INTER_LINEAR)


def project(screen, width, shot, rng):
    """The screen turned, tilted and sampled: `width` pixels wide in its middle, before a plain background."""
    turn = numpy.radians(shot.get("turn", 0))
    tilt = numpy.radians(shot.get("tilt", 0))
    axis = rng.uniform(0, 2 * numpy.pi)
    room = int(width * (abs(numpy.cos(turn)) + abs(numpy.sin(turn))) * 1.2)

    middle = (len(screen) - 1) / 2
    to_unit = numpy.array([[1, 0, -middle], [0, 1, -middle], [0, 0, len(screen)]])
    # The plane z = 0 turned about the line of sight, then tilted about a random line through its middle.
    turned = rotation(axis) @ tilted(tilt) @ rotation(-axis) @ rotation(turn)
    seen = numpy.column_stack((turned[:, 0], turned[:, 1], (0, 0, DISTANCE)))
    seen[2] /= DISTANCE
    to_picture = numpy.array([[width, 0, room / 2], [0, width, room / 2], [0, 0, 1]])
    to_picture[:2, 2] += rng.uniform(-0.5, 0.5, 2)
    fine = numpy.array([[FINE, 0, (FINE - 1) / 2], [0, FINE, (FINE - 1) / 2], [0, 0, 1]])
    picture = cv2.warpPerspective(
        screen, fine @ to_picture @ seen @ to_unit, (FINE * room, FINE * room), borderValue=BACKGROUND
    )
    picture = picture.astype(numpy.float32) / 255
    if "grid" in shot:
        picture *= screen_grid(picture.shape, shot["grid"], rng)
    if "thin" in shot:
        return numpy.ascontiguousarray(picture[FINE // 2 :: FINE, FINE // 2 :: FINE])
    return cv2.resize(picture, (room, room), interpolation=cv2.INTER_AREA)


def rotation(radians):
    cos, sin = numpy.cos(radians), numpy.sin(radians)
    return numpy.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])


def tilted(radians):
    cos, sin = numpy.cos(radians), numpy.sin(radians)
    return numpy.array([[1, 0, 0], [0, cos, -sin], [0, sin, cos]])


def screen_grid(shape, period, rng):
    """Dark lines between the screen's own pixels, `period` camera pixels apart, hardly turned against the camera's."""
    turn, phase = rng.uniform(-0.1, 0.1), rng.uniform(0, 2 * numpy.pi, 2)
    y, x = numpy.mgrid[: shape[0], : shape[1]].astype(numpy.float32) * (2 * numpy.pi / (FINE * period))
    along = x * numpy.cos(turn) + y * numpy.sin(turn)
    across = y * numpy.cos(turn) - x * numpy.sin(turn)
    return (0.75 + 0.25 * numpy.cos(along + phase[0])) * (0.75 + 0.25 * numpy.cos(across + phase[1]))


def ramp(shape, rng):
    """From 0 at one side to 1 at the other, in a random direction."""
    direction = rng.uniform(0, 2 * numpy.pi)
    y, x = numpy.mgrid[: shape[0], : shape[1]].astype(numpy.float32)
    along = x * numpy.cos(direction) + y * numpy.sin(direction)
    return (along - along.min()) / numpy.ptp(along)


def spot(shape, width, share, rng):
    """A lamp's reflection somewhere over the symbol: its radius is that share of the symbol's width."""
    x0, y0 = rng.uniform(-0.5, 0.5, 2) * width
    y, x = numpy.mgrid[: shape[0], : shape[1]].astype(numpy.float32)
    away = numpy.hypot(x - shape[1] / 2 - x0, y - shape[0] / 2 - y0) / (share * width)
    return numpy.exp(-away * away)


def streak(length, rng):
    """The kernel of a motion `length` pixels long in a random direction."""
    direction = rng.uniform(0, numpy.pi)
    steps = numpy.linspace(-length / 2, length / 2, 64)
    side = 2 * int(numpy.ceil(length / 2)) + 3
    kernel = numpy.zeros((side, side), numpy.float32)
    for x, y in zip(side // 2 + steps * numpy.cos(direction), side // 2 + steps * numpy.sin(direction)):
        left, top = int(x), int(y)
        kernel[top : top + 2, left : left + 2] += numpy.outer((top + 1 - y, y - top), (left + 1 - x, x - left))
    return kernel / kernel.sum()


# Pixels a module of the screen that is looked at, and samples a camera pixel on each side.
DETAIL = 8
FINE = 3
# From the camera to the screen, in widths of the symbol.
DISTANCE = 3
BACKGROUND = 90

# What a number of `shot` means.
STRENGTHS = {
    "tilt": "tilt {}° about any axis, seen from three widths away",
    "turn": "turned {}°",
    "blur": "blurred by a Gaussian of σ {} px",
    "motion": "moved by {} px while exposed, in any direction",
    "noise": "noise of σ {} of 255",
    "contrast": "dark and light {} of the full range apart",
    "shade": "light falls to {} of its strength across the picture",
    "glare": "a lamp's reflection, radius {} of the width, white in its middle, anywhere on the symbol",
    "bend": "round a cylinder, the symbol on {}° of it",
    "grid": "the screen's own pixels, as dark lines {} camera pixels apart",
    "thin": "made {} times smaller by leaving out pixels",
    "jpeg": "JPEG of quality {}",
}
