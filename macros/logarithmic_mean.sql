{#
    The logarithmic mean of two positive figures, (a - b) / (ln a - ln b): what turns the logarithms of a product's
    factors into shares of its change. Where the two are nearly alike, and the quotient would lose its digits, its
    series around their mean.
#}
{% macro logarithmic_mean(first, second) -%}
    case
        when abs({{ first }} - {{ second }}) <= 0.001 * ({{ first }} + {{ second }})
            then ({{ first }} + {{ second }}) / 2.0
                - ({{ first }} - {{ second }}) * (({{ first }} - {{ second }}) / (6.0 * ({{ first }} + {{ second }})))
        else ({{ first }} - {{ second }}) / (ln({{ first }}) - ln({{ second }}))
    end
{%- endmacro %}
