{# The types of an account's segments (int_account_segments); `role` is of a user. #}
{% macro account_segments() %}
    {% do return([
        'all', 'country', 'industry', 'company_size', 'acquisition_channel', 'signup_cohort', 'plan_tier'
    ]) %}
{% endmacro %}


{#
    Counts by segment. `counts` names a CTE with the `keys` (a period), segment_span_id (of the account), role (of the
    user), whole-numbered `measures` and decimal `amounts`; its rows may be users as well as sums. Each row is looked at
    once and added to the sum of each of its segments, of which there are few a day: no day of use is copied for each
    segment, and nothing is kept but the sums. They are added up by the number of the segment, not by its words, which
    are looked up last. The spans must be imported as a CTE `segment_spans`.
#}
{% macro every_segment(counts, measures=[], amounts=[], keys=['period_grain', 'period_start']) %}
    select
        {% for key in keys %}
        segment_sums.{{ key }},
        {% endfor %}
        coalesce(segment_names.segment_type, 'role') as segment_type,
        coalesce(segment_names.segment_value, segment_sums.role) as segment_value
        {%- for column in measures + amounts %},
        segment_sums.{{ column }}
        {%- endfor %}
    from (
        select
            {% for key in keys %}
            {{ counts }}.{{ key }},
            {% endfor %}
            coalesce(
                {%- for segment in north_star.account_segments() %}
                span_segments.{{ segment }}_id{{ ',' if not loop.last }}
                {%- endfor %}
            ) as segment_id,
            {{ counts }}.role{{ north_star.summed(measures, amounts) }}
        from {{ counts }}
        left join (
            select
                segment_span_id
                {%- for segment in north_star.account_segments() %},
                max(case when segment_type = '{{ segment }}' then segment_id end) as {{ segment }}_id
                {%- endfor %}
            from segment_spans
            group by 1
        ) as span_segments on {{ counts }}.segment_span_id = span_segments.segment_span_id
        {# sqlfluff knows PostgreSQL's grouping sets, not DuckDB's #}
        group by grouping sets ( -- noqa: PRS
            {%- for segment in north_star.account_segments() %}
            ({{ keys | join(', ') }}, span_segments.{{ segment }}_id),
            {%- endfor %}
            ({{ keys | join(', ') }}, {{ counts }}.role)
        )
    ) as segment_sums
    left join (
        select distinct
            segment_id,
            segment_type,
            segment_value
        from segment_spans
    ) as segment_names on segment_sums.segment_id = segment_names.segment_id
    -- of no account, or of no user
    where
        segment_sums.segment_id is not null
        or segment_sums.role is not null
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
