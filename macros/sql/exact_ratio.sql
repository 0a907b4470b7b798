{#
    numerator / denominator as a decimal with `places` digits, rounded half away from zero; null where the
    denominator is 0 or null. The only division of what is counted or paid (statistics have float_ratio and
    logarithmic_mean): DuckDB divides decimals as floats, so there it is done in whole numbers, and every engine gives
    the same digits. Parts are taken to 8 decimals.
#}
{% macro exact_ratio(numerator, denominator, places=10) -%}
    {{ return(adapter.dispatch('exact_ratio', 'north_star')(numerator, denominator, places)) }}
{%- endmacro %}

{% macro default__exact_ratio(numerator, denominator, places) -%}
    cast(round(
        cast({{ numerator }} as decimal(38, 8)) / nullif(cast({{ denominator }} as decimal(38, 8)), 0), {{ places }}
    ) as decimal(38, {{ places }}))
{%- endmacro %}

{# PostgreSQL divides to some 16 digits and rounds there: rounding that again may go up where it must not. #}
{% macro postgres__exact_ratio(numerator, denominator, places) -%}
    {%- set top = 'cast(' ~ numerator ~ ' as decimal(38, 8))' -%}
    {%- set bottom = 'cast(' ~ denominator ~ ' as decimal(38, 8))' -%}
    cast(
        sign({{ top }}) * sign({{ bottom }})
        * div(abs({{ top }}) * 2 * 1{{ '0' * places }} + abs({{ bottom }}), nullif(2 * abs({{ bottom }}), 0))
        * 0.{{ '0' * (places - 1) }}1
        as decimal(38, {{ places }})
    )
{%- endmacro %}

{% macro duckdb__exact_ratio(numerator, denominator, places) -%}
    {%- set top = north_star.smallest_units(numerator) -%}
    {%- set bottom = north_star.smallest_units(denominator) -%}
    cast(
        cast(
            sign({{ top }}) * sign({{ bottom }})
            * ((abs({{ top }}) * 2 * cast(1{{ '0' * places }} as hugeint) + abs({{ bottom }})) // nullif(2 * abs({{ bottom }}), 0))
            as decimal(38, 0)
        ) * cast(0.{{ '0' * (places - 1) }}1 as decimal({{ places + 1 }}, {{ places }}))
        as decimal(38, {{ places }})
    )
{%- endmacro %}

{#
    How many hundred-millionths a number is (DuckDB). A decimal has its places taken off, which costs more than the
    division; a whole number has none. The type is known before the first row is read: one branch is left. It is called
    with the package's name, because a project that has this one as a package divides by exact_ratio too.
#}
{% macro smallest_units(number) -%}
    case
        when typeof({{ number }}) in ('INTEGER', 'BIGINT', 'HUGEINT') then cast({{ number }} as hugeint) * 100000000
        else cast(cast({{ number }} as decimal(38, 8)) * 100000000 as hugeint)
    end
{%- endmacro %}
