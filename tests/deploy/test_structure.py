"""The reader of compose.yaml reads what is written, and nothing that it would read wrongly."""

import pytest

from tests.deploy.structure import NotUnderstood, read_structure

TEXT = """
# a comment
x-one: &one
  plain: a b:c/d  # said here
  quoted: "a # b, c: d"
  more: [x, "y", {k: v}]
two:
  <<: *one
  plain: mine
  nested: {}
  lines:
    - one
    - ${ONE:-./two}:/three  # four
"""


def test_every_form_is_read():
    one = {"plain": "a b:c/d", "quoted": "a # b, c: d", "more": ["x", "y", {"k": "v"}]}
    two = {**one, "plain": "mine", "nested": {}, "lines": ["one", "${ONE:-./two}:/three"]}
    assert read_structure(TEXT) == {"x-one": one, "two": two}


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2",
        "a: b: c",
        "a: 'b'",
        "a: |\n  b",
        "a: !tag b",
        'a: "b" c',
        "a: [b",
        "a: [b] c",
        "a: {b: c, b: d}",
        "a:\n  b: c\n d: e",
        "a:",
        "a:\n- b",
        "a: ?b",
        "\ta: b",
        "a",
        "a: b\n  c: d",
        "a: [b, c: d]",
    ],
)
def test_what_would_be_read_wrongly_is_refused(text):
    with pytest.raises(NotUnderstood):
        read_structure(text)
