"""Compiled templates say what plain Jinja says, and reach no further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from markupsafe import Markup

from briefgen.sandbox import Sandbox
from briefgen.template_code import Answer

TEMPLATES = {
    "macros": """
{% set kept = 'of the file <i>' %}
{% macro plain(a, b='<b>') %}[{{ a }}|{{ b }}|{{ given }}|{{ kept }}]{% endmacro %}
{% macro block(title) %}<{{ title }}>{{ caller() }}{{ caller() }}</{{ title }}>{% endmacro %}
{% macro to_block(title, more=2) %}({{ title }} {{ more }} {{ caller(title, 3) }}){% endmacro %}
{% macro many() %}{{ varargs|join('+') }};{{ kwargs.items()|sort|join('+') }}{% endmacro %}
{% macro nested(n) %}{{ n }}{% if n %}{{ nested(n - 1) }}{% endif %}{% endmacro %}
{% macro empty(value) %}{% endmacro %}
{% macro set_inside() %}{% set given = 'own' %}{{ given }}{% endmacro %}
""",
    "base": "{% block one scoped %}{{ given }}{% endblock %}{% block two %}two{% endblock %}",
    "included": "{{ given }} {{ local }}",
}
IMPORTED = "{% import 'macros' as m with context %}"
SNIPPETS = (
    "{{ text }} {{ number }} {{ ratio }} {{ nothing }} {{ markup }} {{ yes }}",
    "{{ '<b>'|safe if yes }}{{ '<b>' if yes }}{{ '<b>'|safe if not yes else '&' }}",
    "{{ 'x' if yes }}{{ 'x' if not yes }}{{ 'x' if not yes else number }}",
    "{{ '<i>' ~ markup ~ number ~ text }}{{ 'a' ~ number }}{{ text ~ ratio }}",
    "{{ words[0] }}{{ words[-1] }}{{ words[1:] }}{{ words[9]|default('none') }}{{ 'abc'[1] }}",
    "{{ table.key }}{{ table['key'] }}{{ table['other']|default('-') }}{{ view['key'] }}",
    "{{ spot.name }}{{ spot.missing|default('none') }}{{ spot['name'] }}",
    "{% for one in words %}{{ loop.index }}{{ one }}{{ ', ' if not loop.last }}{% endfor %}",
    "{% for one in tree recursive %}{{ one[0] }}({{ loop(one[1]) }}){% endfor %}",
    "{{ m.plain(1) }}{{ m.plain('<', 2) }}{{ m.plain(b=3, a=text) }}{{ m.plain(*words[:2]) }}",
    "{% call m.block('p') %}{{ text }}{% endcall %}",
    "{% call(x, y) m.to_block(1) %}{{ x }}{{ y }}{% endcall %}",
    "{% call(x, y=4) m.to_block(title='t', more=0) %}{{ x }}{{ y }}{% endcall %}",
    "{{ m.many(1, 2, three='<') }}{{ m.many() }}{{ m.nested(4) }}{{ m.empty(1) }}|",
    "{{ m.set_inside() }}{{ m.plain(m.plain(m.plain(text))) }}",
    "{% macro own(a) %}{{ a }}{{ given }}{% endmacro %}{{ own(text) }}",
    "{% set got = m.nested(1) %}{{ got }}{% set got %}<u>{{ text }}</u>{% endset %}{{ got }}",
    "{% filter upper %}{{ text }}{% endfilter %}",
    "{% autoescape false %}{{ text }}{{ m.plain(text) }}{% endautoescape %}",
    "{% autoescape false %}{% macro r(a) %}{{ a }}{% endmacro %}{{ r(text) }}{% endautoescape %}",
    "{{ answer(1, 2) }}{{ answer(1, second=text) }}{{ text.upper() }}",
    "{{ '{}-{}'.format(text, 1) }}{{ markup.format(text) }}",
    "{{ text|replace('<', '>') }}{{ words|join('<') }}",
    "{% include 'included' %}{% with local = '<' %}{% include 'included' %}{% endwith %}",
    "{% from 'macros' import plain as p, nested with context %}{{ p(1) }}{{ nested(1) }}",
    "{% import 'macros' as apart %}{{ apart.nested(2) }}",
    "{{ range(3)|list }}{{ dict(a=1) }}",
    "{% set space = namespace(n=0) %}{% set space.n = 2 %}{{ space.n }}",
    "{{ 'draft'|upper if yes else 'final' }}{{ 'a' ~ 'b' if yes }}{{ '<'|e if yes }}",
    "{{ m.absent|default('-') }}{{ m.absent|default('-') }}{{ m.plain if m.gone is defined }}",
    "{% macro row(context) %}{{ context }}{% endmacro %}{{ row(context='x') }}{{ row(context=1) }}",
    "{{ dict(context=1, self=2, function=3) }}{{ words['x']|default('-') }}",
    "{{ table[[1]]|default('-') }}{{ words|map(attribute='x', default='-')|join }}",
    "{% autoescape yes %}{% call m.block('p') %}{{ text }}{% endcall %}{% endautoescape %}",
    "{% autoescape false %}{% macro f() %}<b>{% endmacro %}{{ m.plain(f()) }}{% endautoescape %}",
    "{% autoescape false %}{% call m.block('p') %}{{ text }}{% endcall %}{% endautoescape %}",
    "{% macro m2(a, caller=none) %}{{ a }}{{ caller() if caller }}{% endmacro %}{{ m2('x') }}"
    "{% call m2('x') %}y{% endcall %}",
    "{{ (1, 2)|join(0) }}{{ (1, '<')|join }}{{ words|join(markup) }}{{ (markup, '<')|join(', ') }}",
    "{{ tree|join('-', attribute=0) }}{{ words_list|join('-') }}{{ (yes, none)|join('-') }}",
    "{{ 'a-' ~ number }}{{ 'a-' ~ text }}{{ 'a<' ~ markup }}{{ 'a-' ~ nothing }}{{ 'a' ~ 'b' }}",
    "{% from 'macros' import gone %}{{ gone|default('-') }}{{ m.kept }}{{ m['kept'] }}",
    "{{ [m.plain, m.nested]|length }}{{ (m.plain)(1) }}{{ (answer if yes else m.plain)(1, 2) }}",
)
FAULTY = (
    "{{ m.plain(1, 2, 3) }}", "{{ m.plain(1, c=3) }}", "{{ m.plain() }}", "{{ m.none() }}",
    "{{ absent }}", "{{ spot.absent }}", "{{ words[7] }}", "{{ table['other'] }}", "{{ answer() }}",
    "{% call m.plain(1) %}{% endcall %}", "{{ number() }}", "{{ m() }}", "{{ m.gone() }}",
    "{% from 'macros' import gone %}{{ gone() }}",
)  # fmt: skip
FORBIDDEN = (
    "{{ spot.__class__ }}", "{{ m.plain._func }}", "{{ m.plain._answer }}", "{{ answer._answer }}",
    "{{ m.plain.answer }}", "{{ answer.__init__ }}", "{{ m.__loader__ }}", "{{ loop.__init__ }}",
    "{{ '{0.__class__}'.format(spot) }}", "{{ words_list.append(1) }}", "{{ table.update(a=1) }}",
    "{{ markup.format.__func__ }}", "{{ spot['__class__'] }}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Data as templates get it."""

    name: str


def _answered(first: object, second: object) -> str:
    return f"{first}&{second}"


GIVEN: Mapping[str, Any] = {
    "text": "a <b> & 'c'",
    "number": 7,
    "ratio": 0.5,
    "nothing": None,
    "yes": True,
    "markup": Markup("<em>{}</em>"),
    "words": ("<one>", "two", 3),
    "words_list": ["one"],
    "tree": (("a", (("b", ()), ("<c>", ()))), ("d", ())),
    "table": {"key": "<value>"},
    "view": MappingProxyType({"key": "<seen>"}),
    "spot": Spot("<name>"),
    "given": "<given>",
    "local": "outer",
}


class Plain(ImmutableSandboxedEnvironment):
    """Jinja as it comes."""

    def __init__(self, loader: DictLoader) -> None:
        super().__init__(loader=loader, autoescape=True, undefined=StrictUndefined)
        self.trim_blocks = self.lstrip_blocks = True


def said(environment: SandboxedEnvironment, name: str, answer: object) -> str:
    return environment.get_template(name).render(GIVEN, answer=answer)


def loader(snippet: str) -> DictLoader:
    return DictLoader({**TEMPLATES, "page": IMPORTED + snippet})


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_template_says_what_plain_jinja_says(snippet: str) -> None:
    plain = said(Plain(loader(snippet)), "page", _answered)
    assert said(Sandbox(loader(snippet)), "page", Answer(_answered)) == plain
    assert plain.strip()


def test_a_macro_of_a_template_that_extends_knows_what_the_other_sets() -> None:
    base = "{% set local = 'of the base' %}{% set own = '<b>' %}{% block one %}{% endblock %}"
    page = "{% extends 'base' %}{% macro mine(a) %}{{ a }} {{ local }} {{ own }}{% endmacro %}"
    page += "{% block one %}{{ mine(1) }}{% endblock %}"
    files = DictLoader({"base": base, "page": page})
    assert said(Sandbox(files), "page", None) == said(Plain(files), "page", None)
    assert "of the base &lt;b&gt;" in said(Sandbox(files), "page", None)


@given(st.lists(st.sampled_from(SNIPPETS), min_size=2, max_size=6))
def test_templates_put_together_say_it_too(snippets: list[str]) -> None:
    body = "{% for turn in (1, 2) %}" + "\n".join(snippets) + "{% endfor %}"
    page = "{% extends 'base' %}" + IMPORTED
    page += "{% block one %}" + IMPORTED + body + "{% endblock %}"
    files = DictLoader({**TEMPLATES, "page": page})
    plain = said(Plain(files), "page", _answered)
    assert said(Sandbox(files), "page", Answer(_answered)) == plain


@pytest.mark.parametrize("snippet", FAULTY)
def test_what_plain_jinja_refuses_is_refused(snippet: str) -> None:
    errors = (UndefinedError, TypeError, AttributeError)
    with pytest.raises(errors):
        said(Plain(loader(snippet)), "page", _answered)
    with pytest.raises(errors):
        said(Sandbox(loader(snippet)), "page", Answer(_answered))


@pytest.mark.parametrize("snippet", FORBIDDEN)
def test_a_template_reaches_data_alone(snippet: str) -> None:
    page = "{% for one in words %}" + snippet + "{% endfor %}"
    with pytest.raises((SecurityError, UndefinedError)):
        said(Sandbox(loader(page)), "page", Answer(_answered))


@pytest.mark.parametrize("value", ["<", "'", '"', "&", ">", "plain", 3, 2.5, True, None, Spot("<")])
def test_whatever_a_page_prints_is_escaped(value: object) -> None:
    files = DictLoader({"page": "{{ value }}"})
    plain = Plain(files).get_template("page").render(value=value)
    assert Sandbox(files).get_template("page").render(value=value) == plain


@pytest.mark.parametrize(
    "broken",
    [
        "{% for a in words %}" * 21 + "{% endfor %}" * 21,
        "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
        "{{ 1" + "0" * 5000 + " }}",
        "{{ 10 ** 5000 }}",
        "{% macro f(a, a) %}{% endmacro %}",
        "{{ answer('k', a=1, a=2) }}",
    ],
)
def test_whatever_makes_no_program_is_a_fault_of_syntax(broken: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Sandbox(DictLoader({"page": broken})).get_template("page")
