"""What core/docs/counter-code.md says in tables: a reader needs no other copy of it."""

import re


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.text = file.read()
        self.forms = {int(row[0]): row[2] for row in self.rows("claims")}
        self.keys = {int(row[0]): row[1] for row in self.rows("claims")}
        self.types = {int(row[0]): [int(fact) for fact in row[3].split()] for row in self.rows("types")}
        self.limits = {row[0]: int(row[1]) for row in self.rows("limits")}
        self.words = re.split(r", |\n", self.lines("words"))

    def block(self, name):
        found = re.search(f"<!-- block: {name} -->\n(.*?)<!-- end: {name} -->", self.text, re.DOTALL)
        return found[1]

    def rows(self, name):
        """The rows of a table, without its head."""
        rows = [line for line in self.block(name).splitlines() if line.startswith("| ")]
        return [[cell.strip().strip("`") for cell in row[1:-1].split("|")] for row in rows[2:]]

    def lines(self, name):
        """What stands within a fence."""
        return re.search(r"```\w*\n(.*?)\n```", self.block(name), re.DOTALL)[1]

    def hex(self, name):
        return bytes.fromhex(self.lines(name))

    def limit(self, beginning):
        (value,) = [value for what, value in self.limits.items() if what.startswith(beginning)]
        return value
