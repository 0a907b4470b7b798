{#
    The first rule of the contract that a row breaks by itself, or null: one definition of null and repeated keys,
    text that does not parse, missing, unknown, out-of-range and implausible values, an end before its start, for
    every table.
    Used on the rows of `stg_raw__<table>`. Of several rows with one key the first loaded stays; of edited
    answers the last edit that was known by as_of_date. `place`: SQL of a row's place among those of its key. Whether a
    day is too far ahead is not asked of a table that is read as it grows: the answer changes with the day of the run.
#}
{% macro row_fault(table, place=none) %}
{%- set contract = raw_contract()[table] -%}
{%- set columns = contract['columns'] -%}
    cast(case
        when {% for key in contract['key'] %}({{ key }} is null and coalesce(unparsed_column, '') <> '{{ key }}'){{ ' or ' if not loop.last }}{% endfor %}
            then 'null_key'
        when {% for key in contract['key'] %}{{ key }} is not null and {% endfor %}{{ place or load_rank(table) }} > 1
            then 'duplicate_key'
        when unparsed_column is not null then 'unparsed_' || unparsed_column
        {% for name, column in columns.items() if not column.get('optional') and 'default' not in column and name not in contract['key'] %}
        when {{ name }} is null then 'missing_{{ name }}'
        {% endfor %}
        {% for name, column in columns.items() if 'values' in column %}
        when {{ name }} not in ('{{ column['values'] | join("', '") }}') then 'unknown_{{ name }}'
        {% endfor %}
        {% for name, column in columns.items() %}
        {% if column['type'] == 'number' and 'scales' not in column %}
        when abs({{ name }}) >= {{ largest_number() }} then 'out_of_range_{{ name }}'
        {% endif %}
        {% if 'min' in column %}
        when {{ name }} < {{ column['min'] }} then 'out_of_range_{{ name }}'
        {% elif 'above' in column %}
        when {{ name }} <= {{ column['above'] }} then 'out_of_range_{{ name }}'
        {% elif 'scales' in column %}
        {% for kind, ends in column['scales'].items() %}
        when {{ column['scale_of'] }} = '{{ kind }}'
            and ({{ name }} not between {{ ends[0] }} and {{ ends[1] }} or {{ name }} <> floor({{ name }}))
            then 'out_of_range_{{ name }}'
        {% endfor %}
        {% elif 'highest' in column %}
        {% for kind, end in column['highest'].items() %}
        when {{ column['highest_of'] }} = '{{ kind }}' and {{ name }} > {{ end }} then 'out_of_range_{{ name }}'
        {% endfor %}
        {% endif %}
        {% endfor %}
        {% for name, column in columns.items() if column['type'] in ('timestamp', 'date', 'month') %}
        when {{ name }} < cast('1990-01-01' as date){{ ' or ' ~ is_too_far_ahead(name) if not is_loaded(table) }} then 'implausible_{{ name }}'
        {% endfor %}
        {% if 'span' in contract %}
        when {{ contract['span'][1] }} < {{ contract['span'][0] }} then 'end_before_start'
        {% endif %}
    end as varchar)
{%- endmacro %}


{# Whether a time is of a day that no row can be of yet. #}
{% macro is_too_far_ahead(time) %}{{ time }} >= {{ implausible_from() }}{% endmacro %}


{# The place of a row among those of its key, 1 for the one that stays. #}
{% macro load_rank(table) %}
{%- set contract = raw_contract()[table] -%}
row_number() over (
            partition by {{ contract['key'] | join(', ') }}
            order by
                {% if 'edited' in contract %}
                case when coalesce({{ contract['edited'] }}, {{ contract['own_time'] }}) < {{ as_of_ends_at() }} then 0 else 1 end,
                coalesce({{ contract['edited'] }}, {{ contract['own_time'] }}) desc nulls last,
                _loaded_at desc nulls last,
                {% else %}
                coalesce(_loaded_at{{ ', ' ~ contract['own_time'] if 'own_time' in contract }}) nulls last,
                {% endif %}
                {{ contract['columns'].keys() | join(', ') }}
        )
{%- endmacro %}


{# No amount, quantity or length of time is as large: it is an id or an instant, or its sums and products would end a build. #}
{% macro largest_number() %}1000000000000000{% endmacro %}
