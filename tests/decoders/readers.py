"""Decoders from other hands, each from a grey picture to the payloads that it finds in it, as bytes."""

import ctypes

import cv2
import zxingcpp
from pyzbar import wrapper as zbar


def read_with_zxing(picture):
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [bytes(code.bytes) for code in found]


def read_with_zbar(picture):
    """As pyzbar.decode, but with ZBAR_CFG_BINARY: bytes as they are, not text in a guessed character set."""
    height, width = picture.shape
    scanner = zbar.zbar_image_scanner_create()
    image = zbar.zbar_image_create()
    try:
        setting = zbar.zbar_image_scanner_set_config
        setting(scanner, 0, ZBAR_CFG_ENABLE, 0)
        setting(scanner, zbar.ZBarSymbol.QRCODE, ZBAR_CFG_ENABLE, 1)
        setting(scanner, zbar.ZBarSymbol.QRCODE, ZBAR_CFG_BINARY, 1)
        pixels = picture.tobytes()
        zbar.zbar_image_set_format(image, int.from_bytes(b"Y800", "little"))
        zbar.zbar_image_set_size(image, width, height)
        zbar.zbar_image_set_data(image, ctypes.cast(pixels, ctypes.c_void_p), len(pixels), None)
        zbar.zbar_scan_image(scanner, image)
        found, symbol = [], zbar.zbar_image_first_symbol(image)
        while symbol:
            length = zbar.zbar_symbol_get_data_length(symbol)
            found.append(ctypes.string_at(zbar.zbar_symbol_get_data(symbol), length))
            symbol = zbar.zbar_symbol_next(symbol)
        return found
    finally:
        zbar.zbar_image_destroy(image)
        zbar.zbar_image_scanner_destroy(scanner)


def read_with_opencv(picture):
    payload, _, _ = cv2.QRCodeDetector().detectAndDecodeBytes(picture)
    return [bytes(payload)] if payload else []


ZBAR_CFG_ENABLE = 0
ZBAR_CFG_BINARY = 4
