{#
    Counts by segment. `counts` names a CTE with the `keys` (a period), segment_span_id (of the account), role (of the
    user), whole-numbered `measures` and decimal `amounts`; its rows may be users as well as sums. They are looked at once
    and added up by span and role, few, and only then spread over the segments of the span, by the number of the segment,
    not by its words, which are looked up last; so no day of use is copied for each segment. Roles are the user's, so they
    are added up on their own. The spans must be imported as a CTE `segment_spans`.
#}
{% macro every_segment(counts, measures=[], amounts=[], keys=['period_grain', 'period_start']) %}
    {%- set columns = range(1, keys | length + 2) | join(', ') %}
    with span_sums as (
        select
            {{ keys | join(', ') }},
            segment_span_id,
            role{{ summed(measures, amounts) }}
        from {{ counts }}
        group by {{ columns }}, {{ keys | length + 2 }}
    )

    select
        {% for key in keys %}
        segment_sums.{{ key }},
        {% endfor %}
        segment_names.segment_type,
        segment_names.segment_value
        {%- for column in measures + amounts %},
        segment_sums.{{ column }}
        {%- endfor %}
    from (
        select
            {% for key in keys %}
            span_sums.{{ key }},
            {% endfor %}
            segment_spans.segment_id{{ summed(measures, amounts) }}
        from span_sums
        inner join segment_spans on span_sums.segment_span_id = segment_spans.segment_span_id
        group by {{ columns }}
    ) as segment_sums
    inner join (
        select distinct
            segment_id,
            segment_type,
            segment_value
        from segment_spans
    ) as segment_names on segment_sums.segment_id = segment_names.segment_id
    union all
    select
        {{ keys | join(', ') }},
        'role' as segment_type,
        role as segment_value{{ summed(measures, amounts) }}
    from span_sums
    where role is not null
    group by {{ columns }}, {{ keys | length + 2 }}
{% endmacro %}


{# The sums of whole-numbered and of decimal columns, each after a comma. #}
{% macro summed(measures, amounts) %}
        {%- for measure in measures %},
        cast(sum({{ measure }}) as bigint) as {{ measure }}
        {%- endfor %}
        {%- for amount in amounts %},
        cast(sum({{ amount }}) as decimal(28, 8)) as {{ amount }}
        {%- endfor %}
{%- endmacro %}
