{#
    The odds of success with something against those without, each of the four counts raised by one, so that a count
    of 0 gives a figure and a small sample a modest one.
#}
{% macro odds_ratio(successes_with, total_with, successes_without, total_without) -%}
    {{ north_star.exact_ratio(
        '(' ~ successes_with ~ ' + 1) * (' ~ total_without ~ ' - ' ~ successes_without ~ ' + 1)',
        '(' ~ successes_without ~ ' + 1) * (' ~ total_with ~ ' - ' ~ successes_with ~ ' + 1)',
        places=12
    ) }}
{%- endmacro %}
