{#
    z of the difference between two shares (pooled): `successes` of `total` with something against those without.
    Null where a group is empty or all ended alike. The one definition of when a difference is more than chance.
#}
{% macro proportion_z(successes_with, total_with, successes_without, total_without) -%}
    {%- set successes = '(' ~ successes_with ~ ' + ' ~ successes_without ~ ')' -%}
    {%- set total = '(' ~ total_with ~ ' + ' ~ total_without ~ ')' -%}
    {{ north_star.float_ratio(
        '(' ~ successes_with ~ ' * ' ~ total_without ~ ' - ' ~ successes_without ~ ' * ' ~ total_with ~ ') * sqrt(' ~ total ~ ')',
        'sqrt(' ~ total_with ~ ') * sqrt(' ~ total_without ~ ') * sqrt(' ~ successes ~ ') * sqrt(' ~ total ~ ' - ' ~ successes ~ ')'
    ) }}
{%- endmacro %}
