"""Judges the second reader: the document's example, and codes with our own verdicts.

    judge.py DOCUMENT CODES

`CODES` holds JSON lines, see codes.rs. Ends with `N passed, N failed`.
"""

import json
import sys

from document import Document
from second_reader import Pending, Reader, Refused, read_content, read_text
from signed import point

NOW = 1_795_140_000


class Suite:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, found, expected):
        if found == expected:
            self.passed += 1
        else:
            self.failed += 1
            print(f"not ok: {name}: {found!r} instead of {expected!r}")


def main():
    document = Document(sys.argv[1])
    suite = Suite()
    the_example(suite, document)
    the_codes(suite, document, sys.argv[2])
    print(f"{suite.passed} passed, {suite.failed} failed")
    sys.exit(1 if suite.failed else 0)


def the_example(suite, document):
    pin = next(row[2] for row in document.rows("keys") if row[0] == "trust list")

    def reader():
        lists = document.hex("trust-list-hex"), [point(bytes.fromhex(pin))], [document.hex("status-list-hex")]
        return Reader(document, *lists, NOW)

    text = document.lines("code-text")
    suite.check("the code's bytes", read_text(document, text), document.hex("token-hex"))
    one = reader()
    result = one.verify(text, NOW + 5)
    suite.check("its word", f"**{result['word']}**" in document.block("code-word"), True)
    facts = {1: "000090274815", 4: "Nguyễn Văn Mẫu", 8: "19900101", 9: 1}
    facts |= {10: "Số 1 Phố Mẫu, Phường Mẫu, Hà Nội", 13: "Việt Nam"}
    suite.check("its facts", result["documents"][0]["facts"], facts)
    suite.check("its status", result["documents"][0]["status"]["value"], 0)
    suite.check("the same code again", verdict(one, text, NOW + 6)[0], "seen_before")
    suite.check("the same code much later", verdict(reader(), text, NOW + 61)[0], "too_old")
    choice = reader().verify(document.lines("choice-text"), NOW + 5)
    suite.check("the choice's facts", choice["documents"][0]["facts"], {-1: True})

    request = read_text(document, document.lines("request-text"), "VGQ1:")
    suite.check("the request's bytes", request, document.hex("request-hex"))
    private = next(row[1] for row in document.rows("answer-sealing") if row[0] == "sealing key, private")
    pending = Pending(request, bytes.fromhex(private))
    answer = document.lines("answer-text")
    sealed = read_content(document, read_text(document, answer))
    opened = sealed.open(pending.private, pending.digest)
    suite.check("what the answer holds", opened, document.hex("answer-presentation"))
    result = reader().verify(answer, NOW + 5, pending)
    suite.check("the answer's facts", result["documents"][0]["facts"], facts)
    suite.check("the answer without a request", verdict(reader(), answer, NOW)[0], "answer_without_request")
    suite.check("a code instead of an answer", verdict(reader(), text, NOW, pending)[0], "not_an_answer")
    suite.check("an answer too late", verdict(reader(), answer, pending.ends, pending)[0], "request_over")
    other = Pending(document.hex("request-hex")[:-1] + b"\x00", pending.private)
    suite.check("an answer to another request", verdict(reader(), answer, NOW, other)[0], "another_request")
    other = Pending(request, bytes([7] * 32))
    suite.check("an answer to another reader", verdict(reader(), answer, NOW, other)[0], "cannot_open")


def the_codes(suite, document, path):
    with open(path, encoding="utf-8") as lines:
        codes = [json.loads(line) for line in lines]
    suite.check("there are codes", len(codes) > 25, True)
    for code in codes:
        pins, statuses = [point(bytes.fromhex(code["pin"]))], map(bytes.fromhex, code["status"])
        trust, policy = bytes.fromhex(code["trust"]), code["policy"]
        reader = Reader(document, trust, pins, statuses, code["now"], policy)
        found, result = verdict(reader, code["text"], code["now"])
        suite.check(code["name"], found, code["expected"])
        if code["result"] and result:
            told = [
                {name: document[name] for name in ("vct", "issuer", "unknown")} | {"facts": list(document["facts"])}
                for document in result["documents"]
            ]
            told = {"documents": told, "word": result["word"], "made_at": result["made_at"]}
            suite.check(f"{code['name']}: what is told", told, code["result"])


def verdict(reader, text, now, pending=None):
    try:
        return "ok", reader.verify(text, now, pending)
    except Refused as refused:
        return refused.args[0], None


if __name__ == "__main__":
    main()
