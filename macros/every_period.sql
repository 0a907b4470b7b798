{#
    The rows that a metric has: for each segment value every period from its first with data to the one that holds
    as_of_date, with 0 where nothing was counted. `counts` names a CTE with period_grain, period_start,
    segment_type, segment_value, whole-numbered `measures` and decimal `amounts`. The calendar must be imported as a
    CTE `periods`.
#}
{% macro every_period(counts, measures=[], amounts=[]) %}
    select
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        first_periods.segment_type,
        first_periods.segment_value,
        {% for measure in measures %}
        coalesce({{ counts }}.{{ measure }}, 0) as {{ measure }},
        {% endfor %}
        {% for amount in amounts %}
        cast(coalesce({{ counts }}.{{ amount }}, 0) as decimal(28, 8)) as {{ amount }},
        {% endfor %}
        periods.is_complete
    from (
        select
            period_grain,
            segment_type,
            segment_value,
            min(period_start) as first_period_start
        from {{ counts }}
        group by 1, 2, 3
    ) as first_periods
    inner join periods
        on first_periods.period_grain = periods.period_grain
            and first_periods.first_period_start <= periods.period_start
    left join {{ counts }}
        on periods.period_grain = {{ counts }}.period_grain
            and periods.period_start = {{ counts }}.period_start
            and first_periods.segment_type = {{ counts }}.segment_type
            and first_periods.segment_value = {{ counts }}.segment_value
{% endmacro %}
