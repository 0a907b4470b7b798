{# A share as words for a sentence: 0.8734 is '87.3 %'. #}
{% macro percent_text(share) -%}
    cast(cast(round({{ share }} * 100, 1) as decimal(18, 1)) as varchar) || ' %'
{%- endmacro %}
