{#
    Fails when more than the var max_rejected_share of a raw table's rows, repeats aside, were rejected. dbt then holds
    back what depends on both the checked rows and `stops`, the first model of the accepted ones: not raw_row_counts and
    core_rejects, which say in every build what was rejected.
#}
{% test rejected_share(model, stops) %}
-- what depends on {{ stops }} too is held back
with row_totals as (
    select
        count(case when reject_reason <> 'duplicate_key' then 1 end) as rejected_rows,
        count(case when reject_reason is null or reject_reason <> 'duplicate_key' then 1 end) as raw_rows
    from {{ model }}
)

select *
from row_totals
where rejected_rows > {{ var('max_rejected_share') }} * raw_rows
{% endtest %}
