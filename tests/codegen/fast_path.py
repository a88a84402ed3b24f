# SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
# SPDX-License-Identifier: Apache-2.0
"""What a function does that a fast path must not: locked instructions, and calls. Read from an object file
for x86-64 with objdump."""
import dataclasses
import re
import subprocess

COLD = ".text.unlikely"

_FUNCTION = re.compile(r"^[0-9a-f]+ <(?P<name>.+)>:$")
_INSTRUCTION = re.compile(r"^\s*[0-9a-f]+:\t(?P<text>[^\t#]+)")
_RELOCATION = re.compile(r"\t[0-9a-f]+: R_\S+\t(?P<symbol>\S+?)(?P<addend>[+-]0x[0-9a-f]+)?$")
_SYMBOL = re.compile(r"^(?P<at>[0-9a-f]{16}) .{6}F (?P<section>\S+)\t[0-9a-f]+ +(?:\.\w+ )?(?P<name>\S+)$")
_LOCKED = re.compile(r"^lock\b|^xchg\b.*\(")
_PREFIXES = r"^(?:(?:bnd|notrack|data16|cs|rex\.W) )*"
_LEAVES = re.compile(_PREFIXES + r"(?:call|j\w+)\b")
_INDIRECT = re.compile(_PREFIXES + r"(?:call|jmp)\w* +\*")
# A relocation of a call counts from the end of its four bytes.
_PC_BIAS = 4


@dataclasses.dataclass
class Function:
    locked: list = dataclasses.field(default_factory=list)
    targets: list = dataclasses.field(default_factory=list)  # symbol, offset
    indirect: int = 0


def parse_symbols(text):
    """{function: (section, address)} from the text of `objdump -t`."""
    matches = filter(None, map(_SYMBOL.match, text.splitlines()))
    return {m["name"]: (m["section"], int(m["at"], 16)) for m in matches}


def parse_functions(text):
    """{function: Function} from the text of `objdump -drw --no-show-raw-insn`."""
    functions, current = {}, Function()
    for line in text.splitlines():
        if match := _FUNCTION.match(line):
            current = functions[match["name"]] = Function()
        elif match := _INSTRUCTION.match(line):
            _add(current, match["text"].strip(), _RELOCATION.search(line))
    return functions


def _add(function, instruction, relocation):
    if _LOCKED.search(instruction):
        function.locked.append(instruction)
    if _INDIRECT.match(instruction):
        function.indirect += 1
    elif relocation and _LEAVES.match(instruction):
        offset = int(relocation["addend"] or "0", 16) + _PC_BIAS
        function.targets.append((relocation["symbol"], offset))


class Code:
    """The functions of an object file and where they lie."""

    def __init__(self, path):
        def printed(*options):
            return subprocess.run(["objdump", *options, str(path)], check=True, capture_output=True,
                                  text=True).stdout  # fmt: skip

        self.functions = parse_functions(printed("-drw", "--no-show-raw-insn"))
        self.symbols = parse_symbols(printed("-t"))

    def find(self, part):
        """The function whose name is, or else contains, a text; parts that were split off are left out."""
        if part in self.functions:
            return part
        found = [name for name in self.functions if part in name and ".cold" not in name]
        if len(found) != 1:
            raise LookupError(f"{len(found)} functions are called {part}: {found}")
        return found[0]

    def is_cold(self, name):
        return name.startswith(COLD) or self.symbols.get(name, ("",))[0].startswith(COLD)

    def _resolved(self, target, offset):
        """A function, where a target names a section and a place in it."""
        for name, place in self.symbols.items():
            if place == (target, offset):
                return name
        return target

    def hot_targets(self, name):
        """What a function calls or jumps to that does not lie apart, among what is rarely run."""
        resolved = [self._resolved(*target) for target in self.functions[name].targets]
        return [target for target in resolved if not self.is_cold(target)]

    def problems(self, part, may_call=(), may_call_indirectly=0):
        """What in a function does not belong on a fast path, each in one line."""
        name = self.find(part)
        function = self.functions[name]
        wrong = [f"{name}: locked: {instruction}" for instruction in function.locked]
        for target in self.hot_targets(name):
            if not any(allowed in target for allowed in may_call):
                wrong.append(f"{name}: calls {target}")
        if function.indirect > may_call_indirectly:
            wrong.append(f"{name}: calls through a pointer")
        return wrong
