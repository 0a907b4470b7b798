{#
    Tables of what people did are counted as it grows: what was counted for days of which nothing has changed stays, and
    all from the first other day on is counted again. What was done until the end of a day is known by a sum
    (int_period_checksums) over all that is counted of it: the events, who did them in which account and segments, what is
    known of these. So a late row, a merge, an alias or a restated subscription has its days counted again, whenever they
    were. A kept row says how far it had looked (`counted_through`) and what the sum was then (`use_checksum`); where the
    sum of that day is another now, or is not there, the row is not what a build from nothing would make. These tables
    stand in folders `counted`, which have their configuration (dbt_project.yml). Their rows are of periods, from
    `period_start` to `period_end`; where they are of days, the model's meta `counted_by` names the column.
#}

{#
    The first day that has to be counted again, as text; none where all are counted. `periods`: the model that has the
    sums.
#}
{% macro counted_since(periods='int_period_checksums') %}
    {% if not adds_rows() %}{% do return(none) %}{% endif %}
    {% set counted_through = model.config.meta.get('counted_by', 'counted_through') %}
    {% set first_day = run_query(
        'with kept_days as (
            select distinct ' ~ counted_through ~ ' as counted_through, use_checksum from ' ~ this ~ '
        )
        select cast(cast(' ~ dbt.dateadd('day', 1, 'max(kept_days.counted_through)') ~ ' as date) as varchar) as first_day
        from kept_days
        inner join ' ~ ref(periods) ~ ' as period_days
            on period_days.period_grain = \'day\' and kept_days.counted_through = period_days.period_start
                and kept_days.use_checksum = period_days.use_checksum'
    ).rows[0][0] %}
    {% do return(first_day or '0001-01-01') %}
{% endmacro %}


{#
    Whether a row is counted again, as SQL: `day` is of a row by the day its day; else it is of a period, which may have
    begun before. Without `since` all are. Of the days alone it is said twice, by their start, which a table of days can
    be searched by.
#}
{% macro is_to_count(since, day=none) -%}
    {%- if not since -%}true
    {%- elif day -%}{{ day }} >= cast('{{ since }}' as date)
    {%- else -%}(
        period_end > cast('{{ since }}' as date)
        and (period_grain <> 'day' or period_start >= cast('{{ since }}' as date))
    )
    {%- endif -%}
{%- endmacro %}


{#
    Before a counted table adds them: takes away the rows that its own SQL counts again, as it stands there. So what the
    model finds in itself (`this`) is what is kept.
#}
{% macro uncount() %}
    {% if adds_rows() %}
        {% set day = model.config.meta.get('counted_by', 'period_end') %}
        {% set counted_again = modules.re.findall(day ~ " >=? cast[(]'[0-9-]+' as date[)]", model.compiled_code) | unique | list %}
        {{ only_one(counted_again, 'is_to_count') }}
        delete from {{ this }} where {{ counted_again[0] }}
    {% endif %}
{% endmacro %}
