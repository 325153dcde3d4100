"""What trips programs up: single values, texts, names, bytes. Fixed lists, most of them seen to trip up something."""

from dataclasses import dataclass

from shared.broker.envelope import MAX_COMMAND_BYTES


@dataclass(frozen=True)
class Verbatim:
    """A value as it stands in the JSON, whether or not JSON has such a value."""

    text: str


NUMBERS = (
    *(0, 1, -1, 2, 50, 51, 10**15 - 1, 10**15, 10**15 + 1, -(10**15)),
    *(2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30),
    *(0.0, -0.0, 0.5, 1.0, 1e3, 1e15, 1e300, 5e-324, 0.1 + 0.2),
    *(Verbatim(text) for text in ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1E-400", "-0", "00", "01")),
    *(Verbatim(text) for text in ("+1", "0x10", "1_000", "1.", ".5", "1e", "٣", "9" * 4300, "9" * 4301, "9" * 20_000)),
    Verbatim("0." + "3" * 5_000),
)
TEXTS = (
    *(
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\x00",
        "a\x00b",
        "\x7f",
        "\u00a0",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\uffff",
    ),
    *(
        "\u202ednuof ton",
        "\u2066x\u2069",
        "e\u0301" * 20,
        "Z\u0300\u0301\u0302\u0303" * 5,
        "\U0001f469\u200d\U0001f373",
    ),
    *("\ud800", "\udfff", "\udc00\ud800", "x\ud83d", "a" * 2_000, "a" * 2_001, "€" * 2_000, "\U0010ffff" * 2_000),
    *("'; DROP TABLE stored_events; --", "%s%n%x", "{0.__class__}", "${jndi:ldap://x}", "<script>", "../../etc/passwd"),
    *("null", "true", "NaN", "=1+1", "\\", '"', "\\u0000", "&amp;", "\x1b[2J", "+\u0661"),
)
NAMES = (
    *(
        "moestuin\n",
        "moes tuin",
        " moestuin",
        "moestuin ",
        "moes.tuin",
        "moestuin.",
        ".",
        "..",
        "*",
        ">",
        "moes*",
        "a.>",
    ),
    *(
        "moestuin\r\nPUB x 0",
        "moes\ttuin",
        "Moestuin",
        "MOESTUIN",
        "mоestuin",
        "moestuın",
        "moestuin",
        "mo\u0301estuin",
    ),
    *("a/b", "a:b", "a:b:c", "a::b", ":", "a:", ":b", "-a", "a-", "--", "0", "x" * 48, "x" * 49, "x" * 2_000, "_", "@"),
    *("all", "clock", "operator", "pool", "applications", "settlement", "commands", "log", "batch", "command/x/y"),
    *("free", "memo", "memo/x", "pool:", "zuil:", "pool:*", "zuil:welzijn\n", "pool:a.b", "party:welzijn", "into:a/b"),
    *("contributor:welzijn", "suspense", "__proto__", "constructor", "pool:moestuin\u202e", "zuil:all", "zuil:clock"),
)
TIMES = (
    *("0001-01-01", "9999-12-31", "0000-00-00", "2026-02-29", "2026-02-30", "2028-02-29", "1582-10-10", "10000-01-01"),
    *("-0001-01-01", "2026-1-1", "20260101", "2026-W01-1", "2026-001", "01-01-2026", "2026-01-01T00:00:00Z", "now"),
    *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
    *("2026-03-29T02:30:00+01:00", "2026-10-25T02:30:00", "2026-06-30T23:59:60Z", "2026-01-01T24:00:00Z"),
    *("2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00+99:99", "2026-01-01 00:00:00+00:00", "2026-01-01t00:00z"),
    *("2026-01-01T00:00:00+00:00:30", "1e10", "1767225600", "2027-04-01T12:00:00+02:00", "２０２６-01-01"),
)
SHARES = ("0", "1", "-0", "1.0000000001", "1e-9", "1E0", "0,5", "NaN", "sNaN", "Infinity", "0.123456789", ".5", "+0.5")
DEEP = (
    Verbatim("[" * 30_000 + "]" * 30_000),
    Verbatim('{"a":' * 10_000 + "1" + "}" * 10_000),
    Verbatim("[" * 900 + "]" * 900),
    Verbatim("[" * 100_000 + "]" * 100_000),
    Verbatim("[" * 60_000),
    Verbatim('[{"a":' * 5_000),
)
SHAPES = (None, True, False, [], {}, [[]], [None], [{}], {"": None}, {"$ref": "#"}, [0], ["a", "a"])
VALUES = (*NUMBERS, *TEXTS, *NAMES, *TIMES, *SHARES, *SHAPES, *DEEP)
"""Anything, anywhere."""

IDS = (
    *(
        "a b",
        "a/b",
        "één",
        "a\n",
        "\n",
        "",
        " ",
        "*",
        ">",
        "a.b",
        "a:b",
        ".",
        "-",
        "_",
        "i" * 64,
        "i" * 65,
        "i" * 5_000,
    ),
    *("\x00", "a\x00", "\u202ea", "ａ", "0", "C-1", "../c", "command/x/y", "\ud800", "%00", "a,b", "\xa0", "null"),
)
KINDS = (
    *("x", "X" * 1_000, "OPEN-POOL", "open_pool", "open-pool ", "€€€", "\u202eloop-nepo", "command-outcome", "head"),
    *("log-opened", "batch-closed", "__class__", "-", "_", "0", "%s", "\x7f", "open-pool\u200b", "оpen-pool"),
)
"""Commands and queries that nobody knows, as one token of a subject each."""
SIZES = (MAX_COMMAND_BYTES - 1, MAX_COMMAND_BYTES, MAX_COMMAND_BYTES + 1, 128 * 1024, 512 * 1024)
LENGTHS = (0, 2, 50, 51, 10_000)
GARBAGE = (
    *(
        b"",
        b"\x00",
        b" ",
        b"null",
        b"[]",
        b"{}",
        b'""',
        b"0",
        b"{",
        b"}",
        b'{"',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"\x80" * 99,
    ),
    *(b"{}{}", b"{}\x00", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xed\xa0\x80", b'{"id":"\xff"}', b'{"id":"\\ud800"}'),
    *(b"NATS/1.0 503\r\n\r\n", b"PUB x 0\r\n\r\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"<xml/>", b"%PDF", b"a: b", b"'a'"),
    *(b"[" * 100_000, b'{"data":' * 50_000, b'{"id":' + b"[" * 60_000, b"x" * 511 * 1024),
    b'{"id":"' + b"i" * 60_000 + b'"}',
)
